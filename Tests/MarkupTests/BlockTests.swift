import Markup
import Testing

@Suite struct BlockTests {
    @Test func `an empty text has no blocks`() {
        for source in ["", " ", "\n", "\r\n\r\n", "\t\n"] { #expect(blocks(source).isEmpty) }
    }

    @Test func `a blank line separates paragraphs`() {
        #expect(blocks("one\n\ntwo\r\n\r\nthree\r\rfour") == text("one") + text("two") + text("three") + text("four"))
    }

    @Test(arguments: ["one\ntwo", "one\r\ntwo", "one\rtwo", "one  \ntwo", "one\\\ntwo"])
    func `every line break is a line break`(source: String) {
        #expect(paragraph(source) == [.text("one"), .lineBreak, .text("two")])
    }

    @Test(arguments: ["# Title", "### Title ###", "Title\n===", "Title\n---"])
    func `a heading is a bold paragraph`(source: String) {
        #expect(blocks(source) == [.paragraph([.strong([.text("Title")])])])
    }

    @Test func `a code block keeps its text`() {
        #expect(
            blocks("```swift\nlet a = \"<&>\"\n\n  @ann **b**\n```") == [
                .code("let a = \"<&>\"\n\n  @ann **b**", language: "swift")
            ])
        #expect(blocks("~~~\na\n~~~") == [.code("a", language: nil)])
        #expect(blocks("    <b>\n    ]: ![ &amp;") == [.code("<b>\n]: ![ &amp;", language: nil)])
        #expect(blocks("```\nnever closed") == [.code("never closed", language: nil)])
        #expect(blocks("```\n\n\n```") == [.code("\n", language: nil)])
    }

    @Test(arguments: [
        ("swift", "swift"), ("c++", "c++"), ("objective-c title", "objective-c"), ("c#", "c#"), ("\"x", nil),
        ("a<b", nil), ("js&amp;", nil), ("é", nil), (String(repeating: "a", count: 33), nil), ("", nil),
    ])
    func `the language is one plain word`(info: String, language: String?) {
        #expect(blocks("```\(info)\nx\n```") == [.code("x", language: language)])
    }

    @Test func `quotes hold blocks`() {
        #expect(blocks("> one\n> two") == [.quote([.paragraph([.text("one"), .lineBreak, .text("two")])])])
        #expect(blocks("> a\n>> b\n\nc") == [.quote(text("a") + [.quote(text("b"))])] + text("c"))
        #expect(blocks("> ```\n> x\n> ```") == [.quote([.code("x", language: nil)])])
    }

    @Test func `lists hold items of blocks`() {
        #expect(blocks("- a\n- b") == [.list(items: [text("a"), text("b")], start: nil)])
        #expect(blocks("7. a\n8. b") == [.list(items: [text("a"), text("b")], start: 7)])
        #expect(blocks("1) a") == [.list(items: [text("a")], start: 1)])
        #expect(
            blocks("* a\n  + b") == [
                .list(items: [text("a") + [.list(items: [text("b")], start: nil)]], start: nil)
            ])
        #expect(blocks("-\n- a") == [.list(items: [[], text("a")], start: nil)])
    }

    @Test(arguments: ["-", "*", "+", "1.", ">", "> -", "#", "```", "~~~a"])
    func `a message of nothing but markup is shown as it was typed`(source: String) {
        #expect(blocks(source) == text(source))
    }

    @Test func `a rule is a rule`() {
        #expect(blocks("a\n\n---\n\n***") == text("a") + [.rule, .rule])
    }

    @Test(arguments: [
        "<b>bold</b>", "<div>", "<!-- x -->", "<?php ?>", "<![CDATA[x]]>", "<script>alert(1)</script>", "<", "a < b",
        "&amp;", "&lt;b&gt;", "&#60;", "&#x3C;", "&nosuch;", "AT&T", "[Ann]: hello", "[a]: /b",
        "[^1]: a note", "[^1]", "| a | b |", "[x] y", "<a href=\"x\">", "<mailto>", "<http>",
    ])
    func `what is not supported is text as it was typed`(source: String) {
        #expect(blocks(source) == text(source))
    }

    @Test func `a table is lines of text`() {
        #expect(
            paragraph("| a | b |\n|---|---|\n| 1 | 2 |") == [
                .text("| a | b |"), .lineBreak, .text("|---|---|"), .lineBreak, .text("| 1 | 2 |"),
            ])
    }

    @Test func `markup within HTML is markup`() {
        #expect(
            blocks("<div>\n**a** @ann\n</div>") == [
                .paragraph([
                    .text("<div>"), .lineBreak, .strong([.text("a")]), .text(" "), mention("ann"), .lineBreak,
                    .text("</div>"),
                ])
            ])
    }
}
