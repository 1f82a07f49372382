import Support
import Testing

@testable import Markup

@Suite struct PlainTextTests {
    @Test(arguments: [
        "Tomorrow, then: at six?", "a", "Ünïcode, и кириллица", "I'd say \"yes\" & <maybe>; or (not)", "Is 1 < 2 > 0?",
    ])
    func `an ordinary sentence is plain`(source: String) {
        #expect(Markup.isPlain(source))
    }

    @Test(arguments: [
        "", " a", "a ", "1. a", "- a", "> a", "# a", "a\nb", "a **b**", "a_b", "`a`", "@ann", "a #room",
        "see https://a.b",
        "mailto:a@b", "a \\* b", "[a](https://b)", "~~a~~", "a\u{0}b",
        String(decoding: [0x61, 0xEF, 0xB7, 0x90], as: UTF8.self),
    ])
    func `whatever may be more is not plain`(source: String) {
        #expect(!Markup.isPlain(source))
    }

    @Test func `plain text is one paragraph of itself`() {
        let pieces = [
            "a", "Z", " ", ".", ",", ":", ": ", "!", "?", "'", "\"", "(", ")", "/", "%", "$", "&", "&amp;", "+", "=",
            "<", ">",
            "-", "--", "1.", "1)", "www.", "http", "mailto", "ü", "и", "😀", "\u{2028}", "\u{A0}", "@", "#", "*", "_",
            "`",
            "~", "[", "]", "\\", "\n", "\t", "|", "^", "{", "\u{FEFF}",
        ]
        var random = SplitMix64(seed: 21)
        var plain = 0
        for _ in 0..<20_000 {
            let count = Int.random(in: 1...8, using: &random)
            // Mostly what is allowed, so that plain texts are among them.
            let source = (0..<count).map { _ in
                pieces[Int.random(in: 0..<(Bool.random(using: &random) ? 34 : pieces.count), using: &random)]
            }.joined()
            guard Markup.isPlain(source) else { continue }
            plain += 1
            #expect(
                Markup.parse(source) == MarkupDocument(blocks: [.paragraph([.text(source)])]),
                "\(source.debugDescription)")
        }
        #expect(plain > 100)
    }
}
