/// A path of this site, to be led to after signing in; anything that a browser could take for another site is none
/// (OWASP unvalidated redirects cheat sheet).
struct LocalPath: Hashable, Sendable {
    let text: String

    init?(_ text: String) {
        let isPrintable = text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }
        guard text.hasPrefix("/"), !text.hasPrefix("//"), isPrintable, text.utf8.count <= 2000 else { return nil }
        self.text = text
    }
}
