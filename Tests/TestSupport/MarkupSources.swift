/// Texts that are nearly markup, to try parsers with.
public struct MarkupSources {
    private static let fragments = [
        "*", "**", "_", "__", "~~", "~", "`", "``", "```\n", "\n", "\n\n", "\r\n", "\r", " ", "    ", "\t", "> ", ">",
        "- ",
        "1. ", "2) ", "+ ", "# ", "---\n", "===\n", "[", "]", "(", ")", "](", "![", "[a](https://b)", "]:", "[a]: b\n",
        "<",
        ">", "</", "<b>", "<!--", "-->", "<script>", "&", "&lt;", "&#60;", "\"", "'", "\\", "@ann", "@", "@a_b.",
        "#room", "#",
        "https://a", "https://a_b*c/(d)", "mailto:a@b", "<https://a>", "javascript:", "data:", "a", "word ", "é",
        "e\u{301}",
        "\u{301}", "\0", "\u{202E}", "שלום", "🧑‍🚀", "|", "|-|\n", "\u{FFFD}", "\u{A0}", "\u{2028}", "swift\n", "onerror=",
    ]
    /// Also what no literal can hold: Unicode's noncharacters.
    private static let vocabulary =
        fragments
        + [[0xEF, 0xB7, 0x90], [0xEF, 0xB7, 0x91]].map {
            String(decoding: $0 as [UInt8], as: UTF8.self)
        }
    private static let mutation = Mutation(fragments: vocabulary)
    private static let sample = """
        # Title
        Hello **bold** _it_ ~~no~~ `code` @ann #room [text](https://example.org/a_b) ![i](https://a/b.png)
        > quote <b>html</b> &amp; https://example.org/(x)?a=b&c=d.
        - one
          1. two
        ```swift
        let x = "<"
        ```
        """

    private var generator: SplitMix64

    public init(seed: UInt64) {
        generator = SplitMix64(seed: seed)
    }

    /// A mutated sample, a few fragments in any order, a repeated few, or any bytes.
    public mutating func next() -> String {
        switch Int.random(in: 0..<8, using: &generator) {
        case 0, 1:
            var bytes = Array(Self.sample.utf8)
            Self.mutation.apply(to: &bytes, using: &generator)
            return String(decoding: bytes, as: UTF8.self)
        case 2:
            let unit = fragments(upTo: 3)
            return String(repeating: unit, count: Int.random(in: 1...60, using: &generator)) + fragments(upTo: 3)
        case 3:
            let count = Int.random(in: 0...80, using: &generator)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            return String(decoding: bytes, as: UTF8.self)
        default: return fragments(upTo: 40)
        }
    }

    private mutating func fragments(upTo count: Int) -> String {
        (0..<Int.random(in: 1...count, using: &generator)).map { _ in
            Self.vocabulary.randomElement(using: &generator) ?? ""
        }.joined()
    }
}
