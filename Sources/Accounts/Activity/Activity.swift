import Foundation

/// Something that happened to an account and that its owner should be able to see.
public struct Activity: Identifiable, Hashable, Sendable {
    /// Stored by name: a case may be added, never renamed.
    public enum Kind: String, CaseIterable, Sendable {
        case signedUp, signedIn, signInFailed, signedOut
        case nicknameChanged, pictureChanged, pictureRemoved, passwordChanged, passwordProofFailed
        case sessionEnded, otherSessionsEnded
        case codeFailed, recoveryCodeUsed, twoFactorEnabled, twoFactorDisabled, recoveryCodesReplaced
    }

    /// How long entries are kept, in seconds: 90 days.
    public static let retention: TimeInterval = 90 * 86_400

    public let id: Int64
    public let kind: Kind
    public let device: Device
    public let at: Date
}
