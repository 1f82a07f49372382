import Foundation

/// What a browser keeps after it has signed in to an account once: `<user>.<browser>.<code>`, signed by the site.
///
/// It proves nothing but that, and opens nothing. Tries from such a browser are counted by themselves, so that
/// guessing from elsewhere cannot keep the owner out (OWASP credential stuffing cheat sheet, "device cookies"). Each has
/// a number of its own: who was let in once, and is not any more, does not keep the owner's browsers out either.
public struct KnownDevice: Sendable {
    /// Which browser it is of those that have signed in to an account.
    struct Mark: Hashable, Sendable {
        let user: User.ID
        /// 96 random bits in base64url.
        let browser: String
    }

    private static let length = 12

    private let secret: Secret
    private let random: RandomBytes

    init(secret: Secret, random: @escaping RandomBytes = systemRandom) {
        self.secret = secret
        self.random = random
    }

    /// The cookie's value for a browser that has just signed in to this account; another one each time.
    public func token(for user: User) -> String {
        let message = "\(user.id).\(Base64.url.encode(random(Self.length)))"
        return "\(message).\(Base64.url.encode(secret.authenticationCode(for: message, purpose: .knownDevice)))"
    }

    /// The mark that the browser brings, if it is one of ours and of this account.
    func mark(in token: String?, of user: User.ID) -> Mark? {
        guard let parts = token?.split(separator: ".", omittingEmptySubsequences: false), parts.count == 3,
            parts[0] == "\(user)", let code = Base64.url.decode(String(parts[2])),
            secret.isValid(code, for: "\(parts[0]).\(parts[1])", purpose: .knownDevice)
        else { return nil }
        return Mark(user: user, browser: String(parts[1]))
    }
}
