/// A message as a tree. It is small, whatever the message was: see ``Markup/Limits``.
public struct MarkupDocument: Hashable, Sendable {
    public let blocks: [Block]

    public indirect enum Block: Hashable, Sendable {
        case paragraph([Inline])
        /// - Parameter language: one word of ASCII letters, digits and `+ # . _ -`.
        case code(String, language: String?)
        case quote([Block])
        /// - Parameter start: the first number of an ordered list, or nil for bullets.
        case list(items: [[Block]], start: Int?)
        case rule
    }

    public indirect enum Inline: Hashable, Sendable {
        case text(String)
        case strong([Inline])
        case emphasis([Inline])
        case strikethrough([Inline])
        case code(String)
        /// The content holds no link, mention or room.
        case link(LinkTarget, [Inline])
        /// `@name`. Whether somebody has that name is for the caller to find out.
        /// - Parameters:
        ///   - name: the name in lower case.
        ///   - text: the name as it was typed.
        case mention(name: String, text: String)
        /// `#room`, as it was typed.
        case room(String)
        case lineBreak
    }
}

extension MarkupDocument {
    /// The names after `@`, each once, in the order of their first appearance.
    public var mentions: [String] {
        var found: Set<String> = []
        var names: [String] = []
        forEachInline { inline in
            if case .mention(let name, _) = inline, found.insert(name).inserted { names.append(name) }
        }
        return names
    }

    /// Whether there is nothing to see.
    var isEmpty: Bool {
        func isEmpty(_ blocks: [Block]) -> Bool {
            blocks.allSatisfy { block in
                switch block {
                case .paragraph(let inlines): inlines.isEmpty
                case .code(let code, _): code.isEmpty
                case .quote(let blocks): isEmpty(blocks)
                case .list(let items, _): items.allSatisfy(isEmpty)
                case .rule: false
                }
            }
        }
        return isEmpty(blocks)
    }

    private func forEachInline(_ body: (Inline) -> Void) {
        func visit(_ inlines: [Inline]) {
            for inline in inlines {
                body(inline)
                visit(inline.children)
            }
        }
        func visit(_ blocks: [Block]) {
            for block in blocks {
                switch block {
                case .paragraph(let inlines): visit(inlines)
                case .quote(let blocks): visit(blocks)
                case .list(let items, _): for item in items { visit(item) }
                case .code, .rule: break
                }
            }
        }
        visit(blocks)
    }
}

extension MarkupDocument.Inline {
    public var children: [MarkupDocument.Inline] {
        switch self {
        case .strong(let children), .emphasis(let children), .strikethrough(let children), .link(_, let children):
            children
        case .text, .code, .mention, .room, .lineBreak: []
        }
    }
}
