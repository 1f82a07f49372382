import Foundation

extension Session {
    /// Seconds for which a proof of the password holds: 15 minutes.
    public static let passwordConfirmationLifetime: TimeInterval = 900

    /// Whether the person behind this session has given the password lately.
    public func isProven(at now: Date) -> Bool {
        now < provenAt + Self.passwordConfirmationLifetime
    }
}
