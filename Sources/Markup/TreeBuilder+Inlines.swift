extension TreeBuilder {
    /// - Parameter depth: the level of the nodes that are returned.
    mutating func inlines(in parent: CommonMarkNode, depth: Int, isInLink: Bool = false) -> [Inline] {
        var inlines: [Inline] = []
        // cmark cuts text at every character that could have been markup.
        var text: [UInt8] = []
        let children = parent.children
        for (index, child) in children.enumerated() {
            if child.kind == .text {
                text += child.maskedLiteral
                continue
            }
            if child.leadsSomewhere, text.hasSuffix(SourceMask.maskedExclamationMark) {
                text.removeLast(SourceMask.maskedExclamationMark.count)
            }
            append(text, isInLink: isInLink, to: &inlines)
            text = []
            guard room > 0 else {
                let rest = children[index...].map(\.flattenedText).joined()
                return rest.isEmpty ? inlines : inlines + [.text(rest)]
            }
            inlines += inline(child, depth: depth, isInLink: isInLink)
        }
        append(text, isInLink: isInLink, to: &inlines)
        return inlines
    }

    private mutating func inline(_ node: CommonMarkNode, depth: Int, isInLink: Bool) -> [Inline] {
        room -= 1
        // Below may be a bare address and its text.
        let canHoldInlines = depth + 2 <= depthLimit
        switch node.kind {
        case .lineBreak: return [.lineBreak]
        case .code: return [.code(node.literal)]
        case .emphasis where canHoldInlines:
            return [.emphasis(inlines(in: node, depth: depth + 1, isInLink: isInLink))]
        case .strong where canHoldInlines:
            return [.strong(inlines(in: node, depth: depth + 1, isInLink: isInLink))]
        case .strikethrough where canHoldInlines:
            return [.strikethrough(inlines(in: node, depth: depth + 1, isInLink: isInLink))]
        // cmark allows `<https://example.org>` in a link.
        case .link where isInLink: return inlines(in: node, depth: depth, isInLink: true)
        case .link where canHoldInlines: return link(node, depth: depth)
        default: return [.text(node.flattenedText)]
        }
    }

    private mutating func link(_ node: CommonMarkNode, depth: Int) -> [Inline] {
        let address = node.address
        guard let target = LinkTarget(address) else {
            // Shown as it was typed, so that nobody wonders where the link has gone.
            room -= 2
            return [.text("[")] + inlines(in: node, depth: depth) + [.text("](\(address))")]
        }
        let content = inlines(in: node, depth: depth + 1, isInLink: true)
        guard content.isEmpty else { return [.link(target, content)] }
        room -= 1
        return [.link(target, [.text(address)])]
    }

    /// Appends text, with the addresses, mentions and rooms in it unless it is a link's own.
    private mutating func append(_ masked: [UInt8], isInLink: Bool, to inlines: inout [Inline]) {
        let bytes = SourceMask.unmask(masked)[...]
        let scanner = TextScanner(bytes: bytes)
        var start = bytes.startIndex
        var index = start
        while !isInLink, index < bytes.endIndex, room > 0 {
            guard let (match, end) = scanner.match(at: index) else {
                index += 1
                continue
            }
            if let inline = inline(match, text: String(decoding: bytes[index..<end], as: UTF8.self)) {
                append(bytes[start..<index], to: &inlines)
                inlines.append(inline)
                start = end
            }
            index = end
        }
        append(bytes[start...], to: &inlines)
    }

    private mutating func inline(_ match: TextScanner.Match, text: String) -> Inline? {
        room -= 1
        switch match {
        case .link(let target):
            room -= 1
            return .link(target, [.text(text)])
        case .mention:
            let name = String(text.dropFirst())
            // ASCII only.
            return .mention(name: name.lowercased(), text: name)
        case .room: return .room(String(text.dropFirst()))
        case .text: return nil
        }
    }

    private mutating func append(_ bytes: ArraySlice<UInt8>, to inlines: inout [Inline]) {
        guard !bytes.isEmpty else { return }
        room -= 1
        inlines.append(.text(String(decoding: bytes, as: UTF8.self)))
    }
}

extension CommonMarkNode {
    fileprivate var leadsSomewhere: Bool { kind == .link && LinkTarget(address) != nil }
}

extension [UInt8] {
    fileprivate func hasSuffix(_ suffix: [UInt8]) -> Bool { self.suffix(suffix.count).elementsEqual(suffix) }
}
