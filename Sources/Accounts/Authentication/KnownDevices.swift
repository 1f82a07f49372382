import Foundation

/// A browser that has signed in to an account before.
struct KnownDevice: Hashable, Sendable {
    let user: User.ID
    /// Which of the account's browsers it is: 96 random bits in base64url.
    let browser: String
}

/// The cookie that a browser keeps after it has signed in to an account once: `<user>.<browser>.<code>`, signed by the
/// site.
///
/// It shows that and nothing else, and opens nothing. Attempts from such a browser are counted by themselves, so that
/// guessing from elsewhere cannot keep the owner out (OWASP credential stuffing cheat sheet, "device cookies"). Each
/// browser has a number of its own: somebody who was let in once, and no longer is, cannot keep the owner's browsers out
/// either.
public struct KnownDevices: Sendable {
    private static let length = 12

    private let secret: Secret
    private let random: RandomBytes

    init(secret: Secret, random: @escaping RandomBytes = systemRandom) {
        self.secret = secret
        self.random = random
    }

    /// The cookie's value for a browser that has just signed in to this account. Each call makes another one.
    public func cookie(for user: User) -> String {
        let message = "\(user.id).\(Base64.url.encode(random(Self.length)))"
        return "\(message).\(Base64.url.encode(secret.authenticationCode(for: message, purpose: .knownDevice)))"
    }

    /// The device that a cookie stands for, nil unless the site has signed the cookie for this account.
    func find(in cookie: String?, of user: User.ID) -> KnownDevice? {
        guard let parts = cookie?.split(separator: ".", omittingEmptySubsequences: false), parts.count == 3,
            parts[0] == "\(user)", let code = Base64.url.decode(String(parts[2])),
            secret.isValid(code, for: "\(parts[0]).\(parts[1])", purpose: .knownDevice)
        else { return nil }
        return KnownDevice(user: user, browser: String(parts[1]))
    }
}
