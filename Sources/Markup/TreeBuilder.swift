import Support

/// Turns cmark's tree into a ``MarkupDocument`` within the limits.
struct TreeBuilder {
    typealias Block = MarkupDocument.Block
    typealias Inline = MarkupDocument.Inline

    let depthLimit: Int
    /// How many nodes may still be made.
    var room: Int

    init(limits: Markup.Limits) {
        depthLimit = max(limits.depth, 3)
        // When the nodes are used up, each open list may still get the rest of an item and of its items: five nodes.
        room = limits.nodes - 5 * (depthLimit + 1)
    }

    /// - Parameter depth: the level of the blocks that are returned. Those of a document are at 1.
    mutating func blocks(in parent: CommonMarkNode, depth: Int) -> [Block] {
        var blocks: [Block] = []
        let children = parent.children
        for (index, child) in children.enumerated() {
            room -= 1
            guard room > 0 else { return blocks + Self.flattened(children[index...]) }
            blocks.append(block(child, depth: depth))
        }
        return blocks
    }

    private mutating func items(of list: CommonMarkNode, depth: Int) -> [[Block]] {
        var items: [[Block]] = []
        let children = list.children
        for (index, child) in children.enumerated() {
            room -= 1
            guard room > 0 else { return items + [Self.flattened(children[index...])] }
            items.append(blocks(in: child, depth: depth))
        }
        return items
    }

    /// A paragraph of plain text for what is beyond the limits.
    private static func flattened(_ nodes: ArraySlice<CommonMarkNode>) -> [Block] {
        let texts = nodes.map(\.flattenedText).filter { !$0.isEmpty }
        return texts.isEmpty ? [] : [.paragraph([.text(texts.joined(separator: "\n"))])]
    }

    /// A paragraph with a line for each line of the source.
    mutating func plainText(_ source: ArraySlice<UInt8>) -> [Block] {
        var rest = SourceMask.unmask(SourceMask.masking(source, depth: depthLimit))[...]
        var inlines: [Inline] = []
        while let start = rest.firstIndex(where: { !$0.isLineEnd }) {
            let end = room > 0 ? rest[start...].firstIndex(where: \.isLineEnd) ?? rest.endIndex : rest.endIndex
            if !inlines.isEmpty { inlines.append(.lineBreak) }
            inlines.append(.text(String(decoding: rest[start..<end], as: UTF8.self)))
            rest = rest[end...]
            room -= 2
        }
        return inlines.isEmpty ? [] : [.paragraph(inlines)]
    }

    private mutating func block(_ node: CommonMarkNode, depth: Int) -> Block {
        // Below may be a paragraph, a bare address and its text.
        let canHoldBlocks = depth + 3 <= depthLimit
        switch node.kind {
        case .paragraph: return .paragraph(inlines(in: node, depth: depth + 1))
        case .heading where canHoldBlocks:
            room -= 1
            let title = inlines(in: node, depth: depth + 2)
            return .paragraph(title.isEmpty ? [] : [.strong(title)])
        case .heading: return .paragraph(inlines(in: node, depth: depth + 1))
        case .codeBlock: return .code(node.literal.withoutLastNewline, language: Self.language(node.fenceInfo))
        case .rule: return .rule
        case .quote where canHoldBlocks: return .quote(blocks(in: node, depth: depth + 1))
        case .list where canHoldBlocks:
            return .list(items: items(of: node, depth: depth + 1), start: node.listStart)
        default: return .paragraph([.text(node.flattenedText)])
        }
    }

    private static func language(_ info: String) -> String? {
        let word = info.utf8.prefix { !$0.isBlank }
        return word.allSatisfy(ASCIISet.language.contains) && 1...32 ~= word.count ? String(word) : nil
    }
}

extension String {
    fileprivate var withoutLastNewline: String {
        utf8.last == UInt8(ascii: "\n") ? String(decoding: utf8.dropLast(), as: UTF8.self) : self
    }
}
