import Markup
import Testing

@Suite struct TextTests {
    @Test func `plain text is the text without markup`() {
        let source = """
            # Title
            **a** `b` [c](https://d) @Ann #room
            next

            > quoted
            - one
            - two

            ---
            ```swift
            let x = 1
            ```
            """
        #expect(
            Markup.parse(source).plainText
                == "Title\na b c @Ann #room\nnext\nquoted\none\ntwo\nlet x = 1")
    }

    @Test(arguments: [
        ("a **b**\n\nc", 10, "a b c"), ("a  \t b", 10, "a b"), ("abcdef", 6, "abcdef"), ("abcdefg", 6, "abcde…"),
        ("", 5, ""), ("🧑‍🚀🧑‍🚀🧑‍🚀", 3, "🧑‍🚀🧑‍🚀🧑‍🚀"), ("a\nb\nc", 3, "a …"),
    ])
    func `a preview is one short line`(source: String, limit: Int, preview: String) {
        #expect(Markup.parse(source).preview(limit: limit) == preview)
    }

    @Test func `a preview of endless characters is short`() {
        let source = "e" + String(repeating: "\u{301}", count: 32_000)
        let preview = Markup.parse(source).preview(limit: 20)
        #expect(preview.unicodeScalars.count <= 81 && preview.last == "…")
    }
}
