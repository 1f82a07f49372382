/// The markup of messages: GitHub's Markdown, reduced to what a chat needs.
///
/// - Blocks: paragraphs, block quotes, bullet and ordered lists, code blocks with a language, rules. A heading is a
///   paragraph in bold.
/// - Inline: bold, italic, `~~strikethrough~~`, code, links, bare web addresses, `@name`, `#room`. Every line break of
///   the source is a line break. An image is a link to it.
/// - All other markup is text as it was typed: HTML, character references, tables, footnotes, link reference
///   definitions, links to anything but http, https and mailto.
public enum Markup {
    /// What bounds the work that one text can cause.
    public struct Limits: Hashable, Sendable {
        /// The bytes that are read as markup; what follows is plain text. 4,000 characters of four bytes fit.
        public var bytes = 16_384
        /// How deeply nodes may be nested, from 3. Deeper content is plain text.
        public var depth = 16
        /// The nodes of a document. When they are used up, the rest is plain text.
        public var nodes = 2_000

        public init() {}
    }

    /// Never fails: what is not valid markup is text.
    public static func parse(_ source: String, limits: Limits = Limits()) -> MarkupDocument {
        let bytes = Array(source.utf8)
        let end = bytes.scalarBoundary(atOrBefore: limits.bytes)
        var builder = TreeBuilder(limits: limits)
        var blocks = CommonMarkNode.withTree(of: SourceMask.masking(bytes[..<end], depth: limits.depth)) { root in
            builder.blocks(in: root, depth: 1)
        }
        if end < bytes.count {
            blocks += builder.plainText(bytes[end...])
        }
        let document = MarkupDocument(blocks: blocks)
        guard document.isEmpty, bytes.contains(where: { !$0.isBlank && !$0.isLineEnd }) else { return document }
        // "+" would be a list with nothing to see.
        return MarkupDocument(blocks: builder.plainText(bytes[...]))
    }
}

extension [UInt8] {
    /// The end of the last whole scalar within the first `limit` bytes.
    fileprivate func scalarBoundary(atOrBefore limit: Int) -> Int {
        guard limit < count else { return count }
        var end = limit
        while end > 0, self[end] & 0xC0 == 0x80 { end -= 1 }
        return end
    }
}
