import Foundation

/// What a browser holds between the right password and the code: no session, and nothing but the right to give the
/// code within ten minutes, from the same browser (its User-Agent; the address may change on the way, as telephones'
/// do).
public struct TwoFactorChallenge: Hashable, Sendable {
    /// Seconds.
    public static let lifetime: TimeInterval = 600
    /// Wrong codes that a ticket bears; then the password must be given again.
    static let attempts = 5

    public let token: Token<TwoFactorChallenge>
    public let expiresAt: Date
}

/// How a sign-in with the right password goes on.
public enum SignInResult: Sendable {
    case done(IssuedSession)
    /// The account has a second factor: ask for a code and give it with the ticket to
    /// ``Accounts/signIn(with:code:on:mark:replacing:)``.
    case needsCode(TwoFactorChallenge)
}
