import Support

extension ASCIISet {
    private static let letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

    static let alphanumeric = ASCIISet(letters)
    /// What usernames are made of.
    static let name = ASCIISet("_.-" + letters)
    static let language = ASCIISet("+#._-" + letters)
    /// What belongs to the sentence when it stands at the end of a bare address.
    static let sentenceEnd = ASCIISet(".,:;!?'*_~")
    /// What no bare address contains, next to blanks and control characters.
    static let addressEnd = ASCIISet("<>\"`\\[]{}|^")
    /// What no link target contains, next to blanks and control characters.
    static let forbiddenInTarget = ASCIISet("<>\"`\\")
}

extension UInt8 {
    var isBlank: Bool { ASCII.isBlank(self) }
    var isLineEnd: Bool { self == ASCII.lineFeed || self == ASCII.carriageReturn }
}

extension ArraySlice<UInt8> {
    /// The byte at an index, or nil outside.
    func byte(at index: Int) -> UInt8? {
        indices.contains(index) ? self[index] : nil
    }
}

extension Collection<UInt8> {
    /// Whether these bytes begin with an ASCII prefix, written in lower case, in any case.
    func starts(withLowercase prefix: StaticString) -> Bool {
        prefix.withUTF8Buffer { prefix in
            self.prefix(prefix.count).elementsEqual(prefix) { byte, expected in
                byte == expected || (UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte && byte | 0x20 == expected)
            }
        }
    }
}

extension StaticString {
    var count: Int { utf8CodeUnitCount }
}
