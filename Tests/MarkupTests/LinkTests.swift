import Markup
import Testing

@Suite struct LinkTests {
    @Test(arguments: [
        "http://a", "https://example.org/a?b=c&d=e#f", "HTTPS://EXAMPLE.ORG", "mailto:ann@example.org",
        "https://en.wikipedia.org/wiki/A_(b)", "https://a/_x_*y*~~z~~", "https://xn--bcher-kva.example/ü",
        "https://[::1]:8080/", "https://a/&amp;",
    ])
    func `a link target is http, https or mailto`(address: String) {
        #expect(LinkTarget(address)?.text == address)
        #expect(paragraph("[x](\(address))") == [link(address, .text("x"))])
    }

    @Test(arguments: [
        "", "http:", "http://", "https:///a", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x",
        "vbscript:x", "file:///etc/passwd", "ftp://a", "//a", "/a", "a", "#a", "?a", " https://a", "https://a b",
        "https://a\n", "https://a\0", "java\tscript:x", "https:a", "https:\\\\a", "https://a\\b", "https://a\"b",
        "https://a<b", "https://a>b", "https://a`b", "https://a\u{202E}b", "https://a\u{200B}b", "https://a\u{85}",
        "https://a\u{2028}b", "https://\u{A0}", "mailto:", "mailto:ann", "\u{1}javascript:x", "ｊavascript:x",
        "h\u{74}tp:/a", "https\u{301}://a", "hſttps://a", "https://" + String(repeating: "a", count: 2_048),
    ])
    func `anything else is no link target`(address: String) {
        #expect(LinkTarget(address) == nil)
    }

    @Test func `a link that may not be followed is text`() {
        #expect(paragraph("[x](javascript:y)") == [.text("["), .text("x"), .text("](javascript:y)")])
        #expect(paragraph("[*x*](/rooms)") == [.text("["), .emphasis([.text("x")]), .text("](/rooms)")])
    }

    @Test func `links hold text`() {
        #expect(
            paragraph("[a **b** @ann https://c](https://d \"t\")") == [
                link("https://d", .text("a "), .strong([.text("b")]), .text(" @ann https://c"))
            ])
        #expect(
            paragraph("[a <https://b> c](https://d)") == [
                link("https://d", .text("a "), .text("https://b"), .text(" c"))
            ])
        #expect(paragraph("[](https://a)") == [link("https://a")])
        #expect(paragraph("[`a`](<https://b>)") == [link("https://b", .code("a"))])
    }

    @Test func `an image is a link`() {
        #expect(paragraph("![cat](https://a/c.png)") == [link("https://a/c.png", .text("cat"))])
        #expect(paragraph("see ![](https://a)!") == [.text("see "), link("https://a"), .text("!")])
        #expect(paragraph("![a](b)") == [.text("!"), .text("["), .text("a"), .text("](b)")])
        #expect(blocks("if !a[0] { ![1] }") == text("if !a[0] { ![1] }"))
    }

    @Test(arguments: [
        ("https://a", ""), ("https://a/b", "."), ("https://a", ", b"), ("https://a/b", "!?"), ("https://a", ") c"),
        ("https://a/b_(c)", ")."), ("https://a", "\""), ("https://a", "'"), ("https://a/_b_/*c*/~~d~~/e", ""),
        ("https://a/?b=1&c=2&amp;d", ""), ("http://münchen.example/ä", " x"), ("https://a", "<b"),
        ("mailto:a@b.example", "."), ("HTTPS://A", ""), ("https://a", "|"), ("https://a", "]"),
        ("https://a/~b", ""), ("https://a/_b", "_"),
    ])
    func `a bare address is a link`(address: String, after: String) {
        let end: [Inline] = after.isEmpty ? [] : [.text(after)]
        #expect(paragraph(address + after) == [link(address)] + end)
        #expect(paragraph("see (" + address + after) == [.text("see ("), link(address)] + end)
    }

    @Test func `a bare address within markup ends with it`() {
        #expect(paragraph("**https://a/b**") == [.strong([link("https://a/b")])])
        #expect(paragraph("<https://a/_b_>") == [link("https://a/_b_")])
        #expect(paragraph("<https://a<b>") == [.text("<"), link("https://a"), .text("<b>")])
        #expect(paragraph("`https://a`") == [.code("https://a")])
        #expect(paragraph("https://a\nhttps://b") == [link("https://a"), .lineBreak, link("https://b")])
    }

    @Test(arguments: [
        "xhttps://a", "https://", "https:// a", "http:/a", "https://.", "www.example.org", "ann@example.org", "mailto:",
        "ftp://a", "javascript:alert(1)", "https://" + String(repeating: "a", count: 3_000),
    ])
    func `other text is no address`(source: String) {
        #expect(blocks(source) == text(source))
    }
}
