import Markup
import TestSupport
import Testing

@testable import Conversation
@testable import Site
@testable import SiteTestSupport

@Suite struct SearchExcerptTests {
    private func excerpt(_ text: String, _ matches: [Range<Int>]) -> String {
        SearchExcerpt(of: text, matches: matches).html.text
    }

    @Test func `matches are marked, and everything is escaped`() {
        #expect(excerpt("a <b> c", [0..<1, 3..<4]) == "<mark>a</mark> &lt;<mark>b</mark>&gt; c")
        #expect(excerpt("<&>", [0..<3]) == "<mark>&lt;&amp;&gt;</mark>")
        #expect(excerpt("", []) == "")
        #expect(excerpt("plain", []) == "plain")
    }

    @Test func `a long text is shown around the first match, from the beginning of a word`() {
        let before = String(repeating: "word ", count: 100)
        let html = excerpt(before + "needle" + String(repeating: " word", count: 100), [500..<506])
        #expect(html.hasPrefix("…word word"))
        #expect(html.contains("word <mark>needle</mark> word"))
        #expect(html.hasSuffix("…"))
        #expect(html.utf8.count < 450)
    }

    @Test(arguments: ["<", "* ", "[", "> ", "- ", "`a` ", "**a** ", "<b>", "&amp;", "\u{301}", "👩‍👩‍👧", "a\n\n"])
    func `an excerpt is short however long the message is`(piece: String) throws {
        let terms = [try #require(SearchTerm("a*", isPhrase: false))]
        let text = Markup.parse(String(repeating: piece, count: 16_000 / piece.utf8.count)).plainText
        let html = SearchExcerpt(of: text, matches: terms.ranges(in: text)).html
        #expect(html.bytes.count < 400 * "<mark>a</mark>".utf8.count)
    }

    /// Offsets that are nowhere must not stop the program, whatever they are.
    @Test func `no text and no ranges fail, and scalars stay whole`() {
        var random = SplitMix64(seed: 7)
        let pieces = ["a", " ", "é", "e\u{301}", "漢", "👩‍👩‍👧", "<", "\n", "&amp;"]
        for _ in 0..<300 {
            let text = (0..<Int.random(in: 0..<200, using: &random))
                .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            var place = 0
            var matches: [Range<Int>] = []
            for _ in 0..<3 {
                let start = place + Int.random(in: 0..<300, using: &random)
                place = start + Int.random(in: 1..<20, using: &random)
                matches.append(boundary(start, in: text)..<max(boundary(start, in: text), boundary(place, in: text)))
            }
            let html = excerpt(text, matches)
            #expect(!html.contains("\u{FFFD}"))
            // A mark may stand in the middle of a character.
            let tags = html.utf8.split(separator: UInt8(ascii: "<"), omittingEmptySubsequences: false).dropFirst()
            #expect(tags.allSatisfy { $0.starts(with: "mark>".utf8) || $0.starts(with: "/mark>".utf8) })
        }
        #expect(excerpt("abc", [10..<20, 30..<40]) == "abc")
    }

    /// The next beginning of a scalar.
    private func boundary(_ offset: Int, in text: String) -> Int {
        let bytes = Array(text.utf8)
        var offset = offset
        while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
        return offset
    }
}
