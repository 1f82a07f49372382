import Testing

@testable import HTTP

@Suite struct RequestFieldsTests {
    @Test(arguments: FieldName.known) func `a known name is known in every case`(name: FieldName) {
        #expect(FieldName(name.text.uppercased()) == name && FieldName(name.text.lowercased()) == name)
        #expect(FieldName(name.text) == name && FieldName(name.text).number == name.number)
        #expect(FieldName(name.text + "s") != name && FieldName(String(name.text.dropLast())) != name)
    }

    @Test func `there are fewer known names than bits of a word`() {
        #expect(FieldName.known.count < 64)
        #expect(Set(FieldName.known).count == FieldName.known.count)
    }

    @Test func `other names are compared without case`() {
        #expect(FieldName("X-Other") == FieldName("x-oTHER") && FieldName("X-Other") != FieldName("X-Othes"))
        #expect(Set([FieldName("X-Other"), FieldName("x-other")]).count == 1)
        // What differs from a letter in the bit of its case only.
        #expect(FieldName("X@A") != FieldName("x`a") && FieldName("C[") != FieldName("c{"))
    }

    @Test func `a field that comes more than once has all values`() {
        let fields = RequestFields([
            (.cookie, "a=1"), (.ifNoneMatch, "\"x\""), (.cookie, "b=2"), (FieldName("X-Y"), "1"),
            (FieldName("If-None-Match"), "\"y\""), (FieldName("x-y"), "2"),
        ])
        #expect(fields[.cookie] == "a=1; b=2" && fields[.ifNoneMatch] == "\"x\", \"y\"")
        #expect(fields[FieldName("X-y")] == "1, 2" && fields[.host] == nil && fields[FieldName("X-Z")] == nil)
        #expect(fields.values(of: .cookie).map { String(decoding: $0, as: UTF8.self) } == ["a=1", "b=2"])
        #expect(fields.map(\.name.text) == ["Cookie", "If-None-Match", "Cookie", "X-Y", "If-None-Match", "x-y"])
    }

    @Test func `what is not ASCII is absent, but for User-Agent`() {
        let other = FieldName("X-Other")
        let fields = RequestFields([
            (.acceptLanguage, "de\u{301}"), (other, "1"), (other, "2\u{301}"), (other, "3"), (.userAgent, "Käfer"),
        ])
        #expect(fields[.acceptLanguage] == nil && fields[other] == "1, 3" && fields[.userAgent] == "Käfer")
        #expect(fields.map(\.value) == ["1", "3", "Käfer"])
    }

    @Test func `as bytes every line is there`() {
        let fields = RequestFields([(.xForwardedFor, "ä"), (.xForwardedFor, "192.0.2.1")])
        #expect(fields.values(of: .xForwardedFor).map { Array($0) } == [Array("ä".utf8), Array("192.0.2.1".utf8)])
    }
}
