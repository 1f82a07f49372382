import Foundation
import Testing

@testable import Accounts

@Suite struct Base64Tests {
    /// RFC 4648, section 10, without the padding.
    @Test(arguments: [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
        ("foobar", "Zm9vYmFy"),
    ])
    func `the examples of the standard are written and read`(text: String, encoded: String) {
        for base64 in [Base64.standard, .url] {
            #expect(base64.encode(text.utf8) == encoded)
            #expect(base64.decode(encoded) == Array(text.utf8))
        }
    }

    @Test func `all bytes are written as Foundation writes them, and read again`() {
        for count in 0...300 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ count) }
            let expected = Data(bytes).base64EncodedString().replacing("=", with: "")
            #expect(Base64.standard.encode(bytes) == expected)
            #expect(Base64.url.encode(bytes) == expected.replacing("+", with: "-").replacing("/", with: "_"))
            #expect(Base64.standard.decode(Base64.standard.encode(bytes)) == bytes)
            #expect(Base64.url.decode(Base64.url.encode(bytes)) == bytes)
        }
    }

    /// A character too many, padding, bits that would be lost, white space, another alphabet, more than ASCII.
    @Test(arguments: ["A", "AAAAA", "Zg==", "Zh", "Zm9", "Zm 8", "Zm8\n", " Zm8", "Zm9v=", "Zm\u{301}8", "ＺＧ"])
    func `what would not be written so is not read`(text: String) {
        #expect(Base64.standard.decode(text) == nil)
        #expect(Base64.url.decode(text) == nil)
    }

    @Test func `each alphabet has its own last two`() {
        #expect(Base64.standard.encode([0xFB, 0xFF]) == "+/8")
        #expect(Base64.url.encode([0xFB, 0xFF]) == "-_8")
        #expect(Base64.standard.decode("-_8") == nil)
        #expect(Base64.url.decode("+/8") == nil)
    }
}
