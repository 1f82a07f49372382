import Foundation

/// What a browser keeps after it has signed in to an account once: `<user>.<code>`, signed by the site.
///
/// It proves nothing but that, and opens nothing. Tries from such a browser are counted by themselves, so that
/// guessing from elsewhere cannot keep the owner out (OWASP credential stuffing cheat sheet, "device cookies").
public struct KnownDevice: Sendable {
    private static let purpose = "known device"

    private let secret: Secret

    init(secret: Secret) {
        self.secret = secret
    }

    /// The cookie's value for a browser that has signed in to this account.
    public func token(for user: User) -> String {
        "\(user.id).\(Base64.url.encode(secret.authenticationCode(for: "\(user.id)", purpose: Self.purpose)))"
    }

    /// The account that the browser has signed in to before; nil for anything but a token of ours.
    func user(of token: String) -> User.ID? {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let id = User.ID(parts[0]), let code = Base64.url.decode(String(parts[1])),
            secret.isValid(code, for: String(parts[0]), purpose: Self.purpose)
        else { return nil }
        return id
    }
}
