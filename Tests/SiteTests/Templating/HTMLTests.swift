import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct HTMLTests {
    @Test(arguments: [
        ("", ""), ("plain", "plain"), ("<", "&lt;"), (">", "&gt;"), ("&", "&amp;"), ("\"", "&quot;"), ("'", "&#39;"),
        ("&lt;", "&amp;lt;"), ("a<b>c", "a&lt;b&gt;c"), ("é & ü", "é &amp; ü"), ("<\u{301}", "&lt;\u{301}"),
        ("\u{1F9D1}\u{200D}\u{1F680}<", "\u{1F9D1}\u{200D}\u{1F680}&lt;"), ("\n\t\0", "\n\t\0"), ("`=/", "`=/"),
    ])
    func `what has a meaning in HTML is escaped`(text: String, expected: String) {
        #expect(Array(HTML(escaping: text).text.unicodeScalars) == Array(expected.unicodeScalars))
    }
}
