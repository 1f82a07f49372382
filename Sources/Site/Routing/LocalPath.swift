import Support

/// A path of this site to go on to after signing in. Whatever a browser could take for the address of another site is
/// refused (OWASP unvalidated redirects cheat sheet).
struct LocalPath: Hashable, Sendable {
    let text: String

    init?(_ text: String) {
        let isPrintable = text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }
        guard text.utf8.count <= 2000, isPrintable, text.hasPrefix("/"), !text.hasPrefix("//") else { return nil }
        self.text = text
    }

    /// The path as a parameter in the query of another.
    var parameter: String { "next=\(text.percentEncoded(keeping: .unreservedAndSlash))" }
}

extension Request {
    /// The path to go on to, as the query says.
    var next: LocalPath? { queryString?[.next].flatMap(LocalPath.init) }
}

extension LocalPath {
    /// The path of a page on the way to `next`.
    static func through(_ page: FixedPath, to next: LocalPath?) -> String {
        next.map { "\(page())?\($0.parameter)" } ?? page()
    }
}

extension Response {
    /// `303` to a page on the way to `next`.
    static func redirect(to path: FixedPath, next: LocalPath?) -> Response {
        redirect(to: LocalPath.through(path, to: next))
    }
}
