import Markup

typealias Block = MarkupDocument.Block
typealias Inline = MarkupDocument.Inline

func blocks(_ source: String) -> [Block] {
    Markup.parse(source).blocks
}

/// The content of the only paragraph, or nil where there is something else.
func paragraph(_ source: String) -> [Inline]? {
    guard case .paragraph(let inlines)? = blocks(source).first, blocks(source).count == 1 else { return nil }
    return inlines
}

func text(_ string: String) -> [Block] {
    [.paragraph([.text(string)])]
}

/// A link with this content or, without any, with its address.
func link(_ address: String, _ content: Inline...) -> Inline {
    guard let target = LinkTarget(address) else { return .text("no link target: \(address)") }
    return .link(target, content.isEmpty ? [.text(address)] : content)
}

/// U+FDD0 and what follows it, which Swift does not accept in literals.
func noncharacter(_ number: UInt8 = 0) -> String {
    String(decoding: [0xEF, 0xB7, 0x90 + number], as: UTF8.self)
}

func mention(_ name: String) -> Inline {
    .mention(name: name.lowercased(), text: name)
}

extension MarkupDocument {
    /// The size of the tree. Each block, item and inline node counts.
    var nodes: Int { Self.nodes(blocks) }
    var depth: Int { Self.depth(blocks) }

    private static func nodes(_ blocks: [Block]) -> Int {
        blocks.reduce(0) { sum, block in
            switch block {
            case .paragraph(let inlines): sum + 1 + nodes(inlines)
            case .quote(let blocks): sum + 1 + nodes(blocks)
            case .list(let items, _): sum + 1 + items.reduce(0) { $0 + 1 + nodes($1) }
            case .code, .rule: sum + 1
            }
        }
    }

    private static func nodes(_ inlines: [Inline]) -> Int {
        inlines.reduce(0) { $0 + 1 + nodes($1.children) }
    }

    private static func depth(_ blocks: [Block]) -> Int {
        blocks.map { block in
            switch block {
            case .paragraph(let inlines): 1 + depth(inlines)
            case .quote(let blocks): 1 + depth(blocks)
            case .list(let items, _): 1 + (items.map(depth).max() ?? 0)
            case .code, .rule: 1
            }
        }.max() ?? 0
    }

    private static func depth(_ inlines: [Inline]) -> Int {
        inlines.map { 1 + depth($0.children) }.max() ?? 0
    }
}
