import Markup
import TestSupport
import Testing

@testable import Conversation
@testable import Site
@testable import SiteTestSupport

@Suite struct HostileMarkupTests {
    @Test func `the list is long and has nothing twice`() {
        #expect(HostileMarkup.payloads.count >= 250)
        #expect(Set(HostileMarkup.payloads).count == HostileMarkup.payloads.count)
    }

    @Test(arguments: HostileMarkup.payloads)
    func `a message is harmless whatever it says`(payload: String) throws {
        for (number, context) in HostileMarkup.contexts.enumerated() {
            let html = MarkupWriter.sample.html(Markup.parse(context(payload)))
            #expect(throws: Never.self, "context \(number)") { try FragmentChecker.check(html.bytes) }
        }
    }

    @Test(arguments: HostileMarkup.payloads)
    func `a search result is harmless whatever the message says`(payload: String) throws {
        let terms = ["alert", "script", "x", "on*", "https"].compactMap { SearchTerm($0, isPhrase: false) }
        for (number, context) in HostileMarkup.contexts.enumerated() {
            let text = Markup.parse(context(payload)).plainText
            let html = SearchExcerpt(of: text, matches: terms.ranges(in: text)).html.text
            // Only whole tags are left alone by the escaping: the checker knows messages, which have no marks.
            let marked = html.replacing("<mark>", with: "<s>").replacing("</mark>", with: "</s>")
            #expect(throws: Never.self, "context \(number)") {
                try FragmentChecker.check(Array("<p dir=\"auto\">\(marked)</p>".utf8))
            }
        }
    }

    @Test(arguments: [
        "<p>", "<p dir=\"auto\">", "</p>", "<p dir=\"auto\">a</p></p>", "<p dir=\"auto\"><b>a</b></p>", "a", "<script>",
        "<p dir=\"auto\">a & b</p>", "<p dir=\"auto\">\"</p>", "<p dir=\"auto\">></p>", "<p dir='auto'>a</p>",
        "<p dir=\"auto\" onclick=\"x\">a</p>", "<p dir=\"auto\"><a href=\"https://a\">a</a></p>", "<img src=\"x\">",
        "<p dir=\"auto\"><a href=\"javascript:a\" rel=\"noopener nofollow ugc\">a</a></p>",
        "<ul><p dir=\"auto\">a</p></ul>",
        "<p dir=\"auto\"><a href=\"https://a?&b\" rel=\"noopener nofollow ugc\">a</a></p>", "<pre>a</pre>", "<P>a</P>",
        "<p dir=\"auto\"><a href=\"/people/a\" class=\"mention\">a</a></p>", "<p dir=\"auto\"><strong>a</p></strong>",
        "<p dir=\"auto\"><a href=\"/people/Ann\" class=\"mention\">a</a></p>",
        "<p dir=\"auto\"><a href=\"/people/ann/x\" class=\"mention own-mention\">a</a></p>",
        "<p dir=\"auto\"><a href=\"/people/\(String(repeating: "a", count: 33))\" class=\"mention\">a</a></p>",
        "<p dir=\"auto\"><a href=\"/people/ann\" class=\"mention\" id=\"a\">a</a></p>",
        "<p dir=\"auto\"><a href=\"/rooms/\" class=\"room-link\">a</a></p>",
        "<p dir=\"auto\"><a href=\"/rooms/1a\" class=\"room-link\">a</a></p>",
        "<p dir=\"auto\"><a href=\"https://\" rel=\"noopener nofollow ugc\">a</a></p>",
        "<p dir=\"auto\"><a href=\"https://a\" id=\"b\" rel=\"noopener nofollow ugc\">a</a></p>",
        "<p dir=\"auto\"><a href=\"https://a b\" rel=\"noopener nofollow ugc\">a</a></p>",
        "<p dir=\"auto\"><a href=\"https://a\\b\" rel=\"noopener nofollow ugc\">a</a></p>",
        "<p dir=\"auto\"><a href=\"https://a\u{7F}\" rel=\"noopener nofollow ugc\">a</a></p>",
        "<pre tabindex=\"0\"><code class=\"language-a b\">a</code></pre>",
        "<pre tabindex=\"0\"><code class=\"language-\">a</code></pre>",
        "<p dir=\"auto\"><code class=\"language-a\">a</code></p>", "<ol start=\"\"></ol>",
        "<ol start=\"1234567890\"></ol>",
        "<ol start=\"-1\"></ol>", "<ol start=\"\"\"></ol>",
    ])
    func `the checker finds every mistake`(html: String) {
        #expect(throws: FragmentChecker.Mistake.self) { try FragmentChecker.check(Array(html.utf8)) }
    }
}
