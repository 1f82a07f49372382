import Foundation

/// A path of this site, to be led to after signing in; anything that a browser could take for another site is none
/// (OWASP unvalidated redirects cheat sheet).
struct LocalPath: Hashable, Sendable {
    private static let unescaped = CharacterSet(
        charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")

    let text: String

    init?(_ text: String) {
        let isPrintable = text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }
        guard text.utf8.count <= 2000, isPrintable, text.hasPrefix("/"), !text.hasPrefix("//") else { return nil }
        self.text = text
    }

    /// The path in the query of another.
    var parameter: String {
        text.addingPercentEncoding(withAllowedCharacters: Self.unescaped).map { "next=\($0)" } ?? ""
    }
}

extension Request {
    /// Where the query says that the way leads on to.
    var next: LocalPath? {
        (try? QueryString(decoding: query))?[.next].flatMap(LocalPath.init)
    }
}

extension Response {
    /// `303` to a page on the way to `next`.
    static func redirect(to path: FixedPath, next: LocalPath?) -> Response {
        redirect(to: next.map { "\(path())?\($0.parameter)" } ?? path())
    }
}
