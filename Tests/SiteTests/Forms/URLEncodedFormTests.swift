import Foundation
import TestSupport
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct URLEncodedFormTests {
    private func form(_ body: String) throws -> URLEncodedForm {
        try URLEncodedForm(decoding: Data(body.utf8))
    }

    private func expectRefusal(_ body: String, as error: MalformedForm) {
        #expect(throws: error) { try form(body) }
    }

    @Test func `an empty body is an empty form`() throws {
        #expect(try form("").fields.isEmpty)
    }

    @Test func `decodes what a browser sends`() throws {
        let form = try form("csrf=ab%2Bc%3D&title=Caf%C3%A9+%26+bar&body=one%0D%0Atwo%F0%9F%90%94&remember=on")
        #expect(form.fields["csrf"] == "ab+c=")
        #expect(form.fields["title"] == "Café & bar")
        #expect(form.fields["body"] == "one\r\ntwo🐔")
        #expect(form.fields["missing"] == nil)
    }

    @Test func `decodes names like values`() throws {
        #expect(try form("a+b%5B%5D=1").fields["a b[]"] == "1")
    }

    @Test func `only the first equals sign separates`() throws {
        #expect(try form("a=b=c").fields["a"] == "b=c")
    }

    @Test func `a name without equals sign has an empty value`() throws {
        #expect(try form("a&b=").fields["a"]?.isEmpty == true)
    }

    @Test func `accepts hex digits in either case`() throws {
        #expect(try form("a=%c3%Bc").fields["a"] == "ü")
    }

    @Test func `accepts unescaped UTF-8`() throws {
        #expect(try form("a=ü").fields["a"] == "ü")
    }

    @Test func `decodes a slice of data`() throws {
        let body = Data("xxa=1".utf8)
        #expect(try URLEncodedForm(decoding: body[2...]).fields["a"] == "1")
    }

    @Test func `a ticked checkbox is checked`() throws {
        #expect(try form("remember=on").isChecked(.remember))
        #expect(try form("remember=1").isChecked(.remember))
    }

    @Test func `an absent or empty checkbox is not checked`() throws {
        #expect(try form("a=1").isChecked(.remember) == false)
        #expect(try form("remember=").isChecked(.remember) == false)
    }

    @Test(arguments: ["a=%", "a=%4", "a=%zz", "a=%4g", "a=%%41", "%=1", "a=% 41", "a%4=1", "a=%+1", "a=%-1"])
    func `refuses a malformed escape`(body: String) {
        expectRefusal(body, as: .malformedEscape)
    }

    @Test(arguments: ["a=%FF", "%C3=1", "a=%C0%80", "a=%ED%A0%80", "a=%C3", "a=%F4%90%80%80"])
    func `refuses bytes that are not UTF-8`(body: String) {
        expectRefusal(body, as: .invalidText)
    }

    @Test func `refuses raw bytes that are not UTF-8`() {
        #expect(throws: MalformedForm.invalidText) { try URLEncodedForm(decoding: Data([0x61, 0x3D, 0xFF])) }
    }

    @Test(arguments: ["a=%00", "a%00=1", "a=x\0y", "\0=1"])
    func `refuses NUL`(body: String) {
        expectRefusal(body, as: .nulCharacter)
    }

    @Test(arguments: ["&", "a=1&", "&a=1", "a=1&&b=2"])
    func `refuses an empty pair`(body: String) {
        expectRefusal(body, as: .emptyPair)
    }

    @Test(arguments: ["=1", "=", "a=1&=2"])
    func `refuses an empty name`(body: String) {
        expectRefusal(body, as: .emptyName)
    }

    @Test(arguments: ["a=1&a=2", "a=1&a=1", "a=1&b=2&%61=3", "a&a"])
    func `refuses a duplicate field`(body: String) {
        expectRefusal(body, as: .duplicateField("a"))
    }

    @Test func `takes a hundred fields and no more`() throws {
        let pairs = (1...101).map { "f\($0)=" }
        #expect(try form(pairs.dropLast().joined(separator: "&")).fields.count == 100)
        expectRefusal(pairs.joined(separator: "&"), as: .tooManyFields)
    }

    @Test func `takes a name of a hundred decoded bytes and no more`() throws {
        let longest = String(repeating: "%C3%BC", count: 50)
        #expect(try form(longest + "=1").fields.count == 1)
        expectRefusal(longest + "x=1", as: .nameTooLong)
    }

    @Test func `mutated bodies never trap nor grow`() {
        var generator = SplitMix64(seed: 1)
        let source = Array("csrf=ab%2Bc&title=Caf%C3%A9+x&body=one%0D%0Atwo".utf8)
        let alphabet = Array("%&=+aF0\0".utf8) + [0xC3, 0xFF]
        for _ in 0..<5000 {
            var body = source
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let position = Int.random(in: 0..<body.count, using: &generator)
                body[position] = alphabet.randomElement(using: &generator) ?? 0
            }
            guard let form = try? URLEncodedForm(decoding: Data(body)) else { continue }
            #expect(form.fields.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count } <= body.count)
        }
    }
}
