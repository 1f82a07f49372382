import Markup
import Testing

@Suite struct MentionTests {
    @Test(arguments: [
        ("@ann", "ann", ""), ("@Ann", "Ann", ""), ("@ann.", "ann", "."), ("@ann, hi", "ann", ", hi"),
        ("@ann.lee-x_1", "ann.lee-x_1", ""), ("@ann...", "ann", "..."), ("@ann--", "ann", "--"),
        ("@_ann_b_ and c_", "_ann_b_", " and c_"), ("@123", "123", ""), ("@ann's", "ann", "'s"),
        ("@annさん", "ann", "さん"), ("@ann/bob", "ann", "/bob"),
    ])
    func `a name after an at sign is a mention`(source: String, name: String, after: String) {
        #expect(paragraph(source) == [mention(name)] + (after.isEmpty ? [] : [.text(after)]))
        #expect(paragraph("(" + source) == [.text("("), mention(name)] + (after.isEmpty ? [] : [.text(after)]))
    }

    @Test(arguments: [
        "@", "@a", "@ab", "@ann@example.org", "bob@ann", "bob_@ann", "@@ann", "@ ann", "/@ann", "@-.-", "@ä",
        "@" + String(repeating: "a", count: 33),
    ])
    func `other at signs are text`(source: String) {
        #expect(blocks(source) == text(source))
        #expect(Markup.parse(source).mentions.isEmpty)
    }

    @Test func `a name of 32 characters is a mention`() {
        let name = String(repeating: "a", count: 32)
        #expect(paragraph("@\(name).") == [mention(name), .text(".")])
    }

    @Test func `mentions are found within markup, not in code or links`() {
        let source = """
            # @one
            > @two **@three** ~~*@four*~~ `@code`
            - @five
              1. @two @ONE

            [@link](https://a/@path) <https://a/@path> https://a/@path @six
            ```
            @block
            ```
            """
        #expect(Markup.parse(source).mentions == ["one", "two", "three", "four", "five", "six"])
    }

    @Test(arguments: [
        ("#garden", "garden", ""), ("#12-garden", "12-garden", ""), ("#Küche!", "Küche", "!"), ("#a_b.", "a_b", "."),
        ("#a-", "a", "-"), ("#日本語。", "日本語", "。"), ("#1", "1", ""), ("#हिन्दी", "हिन्दी", ""), ("#a🙂", "a", "🙂"),
    ])
    func `a word after a number sign is a room`(source: String, room: String, after: String) {
        let end: [Inline] = after.isEmpty ? [] : [.text(after)]
        #expect(paragraph(source) == [.room(room)] + end)
        #expect(paragraph("in \(source)") == [.text("in "), .room(room)] + end)
    }

    @Test(arguments: ["#", "a#b", "##a", "&#60;", "#-", "#!", "/#a", "#" + String(repeating: "a", count: 241)])
    func `other number signs are text`(source: String) {
        #expect(paragraph("x \(source)") == [.text("x \(source)")])
    }
}
