import Markup
import Testing

@Suite struct InlineTests {
    @Test(
        arguments: [
            ("**a**", [.strong([.text("a")])]), ("__a__", [.strong([.text("a")])]),
            ("*a*", [.emphasis([.text("a")])]), ("_a_", [.emphasis([.text("a")])]),
            ("~~a~~", [.strikethrough([.text("a")])]), ("`a`", [.code("a")]),
            ("***a***", [.emphasis([.strong([.text("a")])])]),
            (
                "**a *b* ~~c~~**",
                [
                    .strong([.text("a "), .emphasis([.text("b")]), .text(" "), .strikethrough([.text("c")])])
                ]
            ),
            ("*<b>*", [.emphasis([.text("<b>")])]), ("`` a`b ``", [.code("a`b")]),
            ("`@ann <b> &amp;`", [.code("@ann <b> &amp;")]),
        ] as [(String, [Inline])])
    func `emphasis and code are nodes`(source: String, expected: [Inline]) {
        #expect(paragraph(source) == expected)
    }

    @Test(arguments: [
        "** a **", "**a", "a**", "snake_case_name", "2 * 3 * 4", "~5 or ~6", "~a~", "~~ a ~~", "`a", "``",
        "a_b_", "_", "a ~~~b", "[", "]", "[a", "a]", "[a]", "[a](", "[a](b", "![", "!", "\\", "C:\\temp",
    ])
    func `markup that is not complete is text`(source: String) {
        #expect(blocks(source) == text(source))
    }

    @Test(arguments: [
        ("\\*a\\*", "*a*"), ("\\`a\\`", "`a`"), ("\\[a](b)", "[a](b)"), ("1\\. a", "1. a"), ("\\# a", "# a"),
    ])
    func `a backslash takes the meaning of a character`(source: String, expected: String) {
        #expect(blocks(source) == text(expected))
    }

    @Test func `right-to-left text and combining marks stay as they are`() {
        #expect(paragraph("**שלום** עולם") == [.strong([.text("שלום")]), .text(" עולם")])
        #expect(paragraph("مرحبا @ann") == [.text("مرحبا "), mention("ann")])
        let marks = "e" + String(repeating: "\u{301}", count: 5_000)
        #expect(paragraph(marks)?.first == .text(marks))
        #expect(paragraph("**\(marks)**") == [.strong([.text(marks)])])
        #expect(paragraph("*\u{301}a*") != nil)
    }

    @Test func `NULs and noncharacters become replacement characters`() {
        #expect(blocks("a\0b") == text("a\u{FFFD}b"))
        let forged = noncharacter(0) + "b>" + noncharacter(1) + "lt;" + noncharacter(31)
        #expect(blocks(forged) == text("\u{FFFD}b>\u{FFFD}lt;\u{FFFD}"))
        #expect(blocks("`\0`") == [.paragraph([.code("\u{FFFD}")])])
        // Neighbours of the noncharacters.
        #expect(blocks("\u{FDCF}\u{FDF0}") == text("\u{FDCF}\u{FDF0}"))
    }
}
