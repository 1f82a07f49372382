extension MarkupDocument {
    /// The text without markup, for the search index. Blocks and line breaks are separated by newlines.
    public var plainText: String {
        var text = ""
        Self.append(blocks, to: &text)
        return text
    }

    /// The beginning of the text in one line.
    ///
    /// - Parameter limit: the most characters, including the ellipsis where something is left out.
    public func preview(limit: Int) -> String {
        // A character may consist of any number of scalars. Four each are enough for nearly every script and emoji.
        let scalars = plainText.unicodeScalars
        let beginning = String(String.UnicodeScalarView(scalars.prefix(4 * limit)))
        let line = beginning.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if line.count <= limit, scalars.count <= 4 * limit { return line }
        return line.prefix(limit - 1) + "…"
    }

    private static func append(_ blocks: [Block], to text: inout String) {
        for block in blocks {
            if !text.isEmpty, !text.utf8.last.isNewline { text += "\n" }
            switch block {
            case .paragraph(let inlines): append(inlines, to: &text)
            case .code(let code, _): text += code
            case .quote(let blocks): append(blocks, to: &text)
            case .list(let items, _): for item in items { append(item, to: &text) }
            case .rule: break
            }
        }
    }

    private static func append(_ inlines: [Inline], to text: inout String) {
        for inline in inlines {
            switch inline {
            case .text(let string), .code(let string): text += string
            case .mention(_, let name): text += "@" + name
            case .room(let name): text += "#" + name
            case .lineBreak: text += "\n"
            case .strong, .emphasis, .strikethrough, .link: append(inline.children, to: &text)
            }
        }
    }
}

extension UInt8? {
    fileprivate var isNewline: Bool { self == UInt8(ascii: "\n") }
}
