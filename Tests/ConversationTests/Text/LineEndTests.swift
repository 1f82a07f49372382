import Testing

@testable import Conversation

@Suite struct LineEndTests {
    @Test(arguments: [
        ("a\r\nb", "a|b"), ("a\nb", "a|b"), ("a\rb", "a|b"), ("\r\r\n\n", "|||"),
        ("a\u{301}\r\n\u{301}", "a\u{301}|\u{301}"), ("", ""),
    ])
    func `every line end counts once`(text: String, expected: String) {
        #expect(Array(text.withLineEnds(as: "|").unicodeScalars) == Array(expected.unicodeScalars))
    }
}
