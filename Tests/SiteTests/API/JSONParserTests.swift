import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct JSONParserTests {
    private func parse(_ text: String) throws -> JSONValue {
        try JSONParser.parse(Data(text.utf8))
    }

    @Test func `every kind of value is read`() throws {
        let value = try parse(
            #" {"a": [1, -2, 0.5, 1e3, true, false, null], "b": {"c": "\u00e4\n\"\/\\ \ud83d\ude00 ü"}, "d": ""} "#)
        #expect(
            value
                == .object([
                    "a": .array([
                        .integer(1), .integer(-2), .decimal(0.5), .decimal(1000), .bool(true), .bool(false), .null,
                    ]),
                    "b": .object(["c": .string("ä\n\"/\\ 😀 ü")]), "d": .string(""),
                ]))
    }

    @Test(arguments: [
        "", " ", "{", "}", "{]", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{'a':1}", "01",
        "1.", ".5", "+1", "-", "1e", "1e+", "0x10", "NaN", "Infinity", "tru", "True", "nul", "\"", "\"a", "\"\\x\"",
        "\"\\u12\"", "\"\t\"", "\"a\nb\"", "1 2", "{} {}", "[1]x", "\u{FEFF}{}", "/* a */ {}", "1e999", "-1e999",
    ])
    func `what the standard does not allow is refused`(text: String) {
        #expect(throws: MalformedJSON.self) { try parse(text) }
    }

    @Test(arguments: [
        #""\ud83d""#, #""\ude00""#, #""\ud83d\ud83d""#, #""\ud83dx""#, #""\u0000""#,
    ])
    func `half a pair and NUL are no text`(text: String) {
        #expect(throws: MalformedJSON.text(at: text.hasPrefix("\"\\u0000") ? 1 : 1)) { try parse(text) }
    }

    @Test(
        arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82]] as [[UInt8]])
    func `bytes that are no UTF-8 are refused`(bytes: [UInt8]) {
        #expect(throws: MalformedJSON.self) { try JSONParser.parse(Data([0x22] + bytes + [0x22])) }
    }

    @Test func `a name that comes twice is refused, however it is written`() {
        #expect(throws: MalformedJSON.duplicateName("role")) { try parse(#"{"role":"a","role":"b"}"#) }
        #expect(throws: MalformedJSON.duplicateName("role")) { try parse(#"{"role":"a","\u0072ole":"b"}"#) }
        #expect(throws: MalformedJSON.duplicateName("a")) { try parse(#"{"x":[{"a":1,"a":1}]}"#) }
    }

    @Test func `what is nested too deeply is refused before it fills the stack`() throws {
        let (allowed, limit) = (JSONParser.depthLimit, 1_000_000)
        _ = try parse(String(repeating: "[", count: allowed) + String(repeating: "]", count: allowed))
        for text in ["[", "{\"a\":"] {
            #expect(throws: MalformedJSON.tooDeep) { try parse(String(repeating: text, count: limit)) }
        }
    }

    @Test func `a name that is long or has other characters than ASCII is none of ours`() {
        #expect(throws: MalformedJSON.strangeName(at: 1)) { try parse("{\"\(String(repeating: "a", count: 65))\":1}") }
        #expect(throws: MalformedJSON.strangeName(at: 1)) { try parse("{\"röle\":1}") }
    }

    @Test func `integers keep every digit, and larger ones become decimal`() throws {
        #expect(try parse("9223372036854775807") == .integer(.max))
        #expect(try parse("-9223372036854775808") == .integer(.min))
        #expect(try parse("9223372036854775808") == .decimal(9_223_372_036_854_775_808))
    }

    @Test func `what is written is read again`() throws {
        let texts = ["", "a\"b\\c\n\r\t\u{1}\u{7F}", "ä😀\u{2028}", "</script>"]
        for text in texts {
            var json = JSONWriter()
            json.object { json in
                json.member("text", text)
                json.member("number", Int64.min)
                json.name("list")
                json.array { json in
                    json.bool(true)
                    json.null()
                    json.string(text)
                }
            }
            let value = try JSONParser.parse(json.data)
            #expect(
                value
                    == .object([
                        "text": .string(text), "number": .integer(.min),
                        "list": .array([.bool(true), .null, .string(text)]),
                    ]))
        }
    }
}
