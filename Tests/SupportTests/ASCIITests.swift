import Support
import Testing

@Suite struct ASCIITests {
    @Test func `a set has its characters and no others`() {
        for byte in UInt8.min ... .max {
            let character = Character(Unicode.Scalar(byte))
            let isLetterOrDigit = byte < 0x80 && (character.isLetter || character.isNumber)
            #expect(ASCIISet.unreserved.contains(byte) == (isLetterOrDigit || "-._~".contains(character)))
            #expect(ASCIISet.token.contains(byte) == (isLetterOrDigit || "!#$%&'*+-.^_`|~".contains(character)))
            let isMIME = (0x21...0x7E).contains(byte) && !"()<>@,;:\\\"/[]?=".contains(character)
            #expect(ASCIISet.mimeToken.contains(byte) == isMIME)
        }
    }

    @Test func `text is encoded byte by byte`() {
        #expect("a b/é".percentEncoded(keeping: .unreserved) == "a%20b%2F%C3%A9")
        #expect("a b/~".percentEncoded(keeping: .unreservedAndSlash) == "a%20b/~")
        #expect("".percentEncoded(keeping: .unreserved) == "")
    }

    @Test(arguments: [("4f", 0x4F), ("4F7", 0x4F), ("0a", 10), ("4", nil), ("", nil), ("g0", nil), ("0g", nil)])
    func `two digits are a byte`(text: String, byte: UInt8?) {
        #expect(text.utf8.firstHexByte == byte)
        #expect(Array(text.utf8)[...].firstHexByte == byte)
    }

    @Test func `digits have their values in either case`() {
        let values = "09afAF".utf8.map(ASCII.hexValue)
        #expect(values == [0, 9, 10, 15, 10, 15])
        #expect("/:@G`g".utf8.allSatisfy { ASCII.hexValue($0) == nil })
    }
}
