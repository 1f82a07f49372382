import Markup
import Testing

@testable import Site

@Suite struct HostileMarkupTests {
    /// Where a payload may stand.
    private static let contexts: [@Sendable (String) -> String] = [
        { $0 }, { "Hello \($0) there" }, { "[\($0)](https://example.org)" }, { "[x](\($0))" }, { "[x](<\($0)>)" },
        { "[x](https://example.org/\($0))" }, { "[x](https://example.org \"\($0)\")" }, { "![\($0)](https://a/\($0))" },
        { "```\($0)\ncode\n```" }, { "```\n\($0)\n```" }, { "    \($0)" }, { "`\($0)`" }, { "@\($0)" }, { "@ann\($0)" },
        { "#\($0)" }, { "#garden\($0)" }, { "https://example.org/\($0)" }, { "<https://example.org/\($0)>" },
        { "mailto:a@b\($0)" }, { "> - **\($0)**" }, { "1. ~~*\($0)*~~\n   > \($0)" }, { "# \($0)" }, { "\($0)\n===" },
        { "<div>\n\($0)\n</div>" }, { "[x]: \($0)\n\n[x]" }, { "| \($0) | b |\n|---|---|\n| \($0) | d |" },
    ]

    @Test func `the list is long and has nothing twice`() {
        #expect(HostileMarkup.payloads.count >= 250)
        #expect(Set(HostileMarkup.payloads).count == HostileMarkup.payloads.count)
    }

    @Test(arguments: HostileMarkup.payloads)
    func `a message is harmless whatever it says`(payload: String) throws {
        for (number, context) in Self.contexts.enumerated() {
            let html = MarkupWriter.sample.html(Markup.parse(context(payload)))
            #expect(throws: Never.self, "context \(number)") { try FragmentChecker.check(html) }
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
        #expect(throws: FragmentChecker.Mistake.self) { try FragmentChecker.check(HTML(template: html)) }
    }
}
