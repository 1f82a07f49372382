/// The name a person signs in with: 3 to 32 of `a-z 0-9 _ . -`, unique without regard to case.
///
/// Capital letters are accepted and stored small, so that "Alice" and "alice" are one account.
public struct Username: Hashable, Sendable {
    public static let lengths = 3...32
    /// With the blanks around it that are taken away.
    public static let byteLimit = 128

    public enum Problem: Error, Hashable, Sendable {
        case tooShort, tooLong, forbiddenCharacter, reserved, taken
    }

    public let text: String

    public init(_ input: String) throws(Problem) {
        self = try Self.checked(input)
        guard !Self.reserved.contains(text) else { throw .reserved }
    }

    /// What may be an account's name already: a name that was reserved later still is its owner's.
    init?(existing input: String) {
        guard let username = try? Self.checked(input) else { return nil }
        self = username
    }

    private static func checked(_ input: String) throws(Problem) -> Username {
        guard input.utf8.count <= byteLimit else { throw .tooLong }
        let text = input.trimmingWhitespace().lowercasedASCII()
        guard text.utf8.allSatisfy(Self.isAllowed) else { throw .forbiddenCharacter }
        guard text.utf8.count >= Self.lengths.lowerBound else { throw .tooShort }
        guard text.utf8.count <= Self.lengths.upperBound else { throw .tooLong }
        return Username(stored: text)
    }

    init(stored text: String) {
        self.text = text
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"): true
        default: false
        }
    }

    /// Names that others would take for the site itself (RFC 2142 has the mailboxes among them).
    private static let reserved: Set = [
        "abuse", "admin", "administrator", "all", "anonymous", "everyone", "guest", "help", "here", "hostmaster",
        "info", "mod", "moderator", "nobody", "noreply", "no-reply", "null", "operator", "owner", "postmaster",
        "roost", "root", "security", "staff", "support", "sysadmin", "system", "undefined", "webmaster", "www",
    ]
}

extension String {
    /// Lower case for A to Z only: `lowercased()` would turn "K" (Kelvin) into "k" and let it pass as a letter.
    func lowercasedASCII() -> String {
        String(decoding: utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    /// The first `count` Unicode scalars: a character may be made of any number.
    func firstScalars(_ count: Int) -> String {
        // Each takes a byte at least.
        if utf8.count <= count { return self }
        return String(String.UnicodeScalarView(unicodeScalars.prefix(count)))
    }

    func trimmingWhitespace() -> String {
        guard let first = firstIndex(where: { !$0.isWhitespace }),
            let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
