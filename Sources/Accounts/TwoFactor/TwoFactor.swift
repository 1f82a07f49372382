import Foundation

/// How far an account's second factor is set up.
public enum TwoFactor: Hashable, Sendable {
    case off
    /// A key was made that no code has confirmed yet.
    case pending(TwoFactorKey)
    case on(since: Date, recoveryCodesLeft: Int)

    /// How long a key waits for its first code, in seconds: an hour.
    static let pendingLifetime: TimeInterval = 3600

    public var isOn: Bool {
        if case .on = self { return true }
        return false
    }
}
