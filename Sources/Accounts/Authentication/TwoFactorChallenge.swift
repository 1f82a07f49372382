import Foundation

/// What a browser holds between the right password and the code. It is no session, and allows nothing but to give the
/// code within ten minutes, from the same browser (its User-Agent; the address may change on the way, as telephones' do).
public struct TwoFactorChallenge: Hashable, Sendable {
    /// Seconds.
    public static let lifetime: TimeInterval = 600
    /// Wrong codes that a challenge allows; then the password must be given again.
    static let attempts = 5

    public let token: Token<TwoFactorChallenge>
    public let expiresAt: Date
}
