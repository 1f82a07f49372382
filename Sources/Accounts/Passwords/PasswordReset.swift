import Foundation

/// A link that lets a person set a new password once, made by the operator or an administrator, who never learns it
/// (OWASP ASVS 5.0, 6.4.6).
public struct ResetLink: Hashable, Sendable {
    /// How long it works, in seconds: an hour.
    public static let lifetime: TimeInterval = 3600

    public let user: User
    /// Shown once; only its hash is stored.
    public let token: Token<ResetLink>
    public let expiresAt: Date
}
