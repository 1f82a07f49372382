import Markup
import Testing

@Suite struct LimitTests {
    /// Sources that nest, repeat or fail to close, up to a number of bytes.
    static let worst: [(name: String, source: @Sendable (Int) -> String)] =
        ([
            "[", "]", "![", "![[]()", "[a](", "[](", "[a](<b", "[]", "[a](b", "[a](https://b", "*", "_", "~~", "**a",
            "*a_ ", "*a **a ", "a**b c* ", "*~~_", "_ a", "~~a_ ", "`", "`a``", "> ", ">", "> a\n", "- ", "* ", "1. ",
            "- a\n", " ", "\t", "\n", "a\n", "a  \n", "\\", "&", "&#x", "<", "<!--", "<?", "<a ", "<http:", "[a]: b\n",
            "# a\n", "a\n===\n", "```\n", "``` ```\n", "e\u{301}", "\u{301}", "(", "|a\n|-\n", "\"", "---\n", "@ann ",
            "@", "#a ", "#é", "https://a ", "https://a", "https://", "http://a.(", "mailto:a@", "h", "@_a", "]:", "\0",
            noncharacter(), "\r\n", "**a** ", "`a` ", "[a](https://b) ", "a\n\n", "> - ", "1) ", "\u{202E}",
            "<https://a>",
            "[x][", "- [", "![a](https://b)",
        ] as [String]).map { unit in (unit, { String(repeating: unit, count: $0 / unit.utf8.count) }) } + mixed

    private static let mixed: [(name: String, source: @Sendable (Int) -> String)] = [
        ("deep list, then blank", { repeated("- ", $0 / 2) + "a" + repeated("\n", $0 / 2) }),
        ("deep quote, then lazy", { repeated(">", $0 / 2) + "a" + repeated("\na", $0 / 2) }),
        ("deep list on each line", { repeated(repeated("- ", 64) + "\n", $0) }),
        ("nested brackets", { repeated("[a*", $0 / 2) + repeated("]*", $0 / 2) }),
        ("nested emphasis", { repeated("*", $0 / 2) + "a" + repeated("*", $0 / 2) }),
        ("nested emphasis of words", { repeated("*a **b ", $0 / 2) + repeated("** *", $0 / 2) }),
        (
            "stairs, then blank",
            { limit in (0..<90).map { repeated(" ", 2 * $0) + "- a\n" }.joined() + repeated("\n", limit / 2) }
        ),
        (
            "backticks of all lengths",
            { limit in (1..<Int(Double(2 * limit).squareRoot())).map { repeated("`", $0) }.joined(separator: " ") }
        ),
    ]

    private static func repeated(_ unit: String, _ bytes: Int) -> String {
        String(repeating: unit, count: bytes / unit.utf8.count)
    }

    @Test(arguments: worst.map(\.name).indices) func `every tree is within the limits`(index: Int) {
        for bytes in [4_000, 65_536] {
            let document = Markup.parse(Self.worst[index].source(bytes))
            #expect(document.depth <= 16 && document.nodes <= 2_000, "\(Self.worst[index].name)")
        }
    }

    @Test func `what is nested too deeply is text`() {
        let document = Markup.parse(String(repeating: "> ", count: 40) + "deep **bold**")
        #expect(document.depth <= 16 && document.plainText.contains("deep bold"))
        let emphasis = Markup.parse(
            (0..<20).map { "*a\($0) **b\($0) " }.joined() + String(repeating: "** *", count: 20))
        #expect(emphasis.depth <= 16 && emphasis.plainText.contains("a19"))
    }

    @Test func `what follows the last node is text`() {
        let document = Markup.parse((0..<1_500).map { "*\($0)*" }.joined(separator: "\n"))
        #expect(document.nodes <= 2_000)
        #expect((0..<1_500).allSatisfy { document.plainText.contains("\($0)") })
        let list = Markup.parse((0..<1_500).map { "- \($0)\n" }.joined())
        #expect(list.nodes <= 2_000 && list.plainText.hasSuffix("1499"))
    }

    @Test func `what follows the last byte of markup is text`() {
        var limits = Markup.Limits()
        limits.bytes = 9
        #expect(
            Markup.parse("**a** **é** @ann\n\n\0<b>", limits: limits).blocks == [
                .paragraph([.strong([.text("a")]), .text(" **")]),
                .paragraph([.text("é** @ann"), .lineBreak, .text("\u{FFFD}<b>")]),
            ])
        let long = String(repeating: "é", count: 40_000)
        #expect(Markup.parse(long).plainText.replacing("\n", with: "") == long)
    }

    @Test func `deep code and long rules are as they were typed`() {
        let code = String(repeating: " ", count: 60) + "- [ ] a > b"
        #expect(blocks("```\n\(code)\n```") == [.code(code, language: nil)])
        #expect(
            blocks("```\n\(String(repeating: "> ", count: 30))x\n```") == [
                .code(String(repeating: "> ", count: 30) + "x", language: nil)
            ])
    }
}
