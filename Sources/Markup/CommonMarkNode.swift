import CMarkGFM
import Synchronization

/// A node of the tree that cmark makes. It lives as long as ``withTree(of:_:)`` runs.
struct CommonMarkNode {
    enum Kind: Hashable {
        case paragraph, heading, quote, list, item, codeBlock, rule
        case text, lineBreak, code, emphasis, strong, strikethrough, link
        case other
    }

    /// The extension for strikethrough, and the lock of all parsing: while cmark parses, it keeps the special
    /// characters of extensions in global variables.
    private static let strikethrough: Mutex<OpaquePointer?> = {
        cmark_gfm_core_extensions_ensure_registered()
        return Mutex(cmark_find_syntax_extension("strikethrough"))
    }()

    private let pointer: OpaquePointer

    static func withTree<Result>(of source: [UInt8], _ body: (CommonMarkNode) -> Result) -> Result {
        // cmark's allocator ends the process when there is no memory, so a parser always returns a document.
        guard let root = parse(source) else { preconditionFailure("cmark returned no document") }
        defer { cmark_node_free(root) }
        return body(CommonMarkNode(pointer: root))
    }

    private static func parse(_ source: [UInt8]) -> OpaquePointer? {
        strikethrough.withLock { strikethrough in
            let parser = cmark_parser_new(CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE)
            defer { cmark_parser_free(parser) }
            cmark_parser_attach_syntax_extension(parser, strikethrough)
            source.withUnsafeBytes { bytes in
                let characters = bytes.assumingMemoryBound(to: CChar.self)
                cmark_parser_feed(parser, characters.baseAddress, characters.count)
            }
            return cmark_parser_finish(parser)
        }
    }

    var kind: Kind {
        switch cmark_node_get_type(pointer) {
        case CMARK_NODE_PARAGRAPH: .paragraph
        case CMARK_NODE_HEADING: .heading
        case CMARK_NODE_BLOCK_QUOTE: .quote
        case CMARK_NODE_LIST: .list
        case CMARK_NODE_ITEM: .item
        case CMARK_NODE_CODE_BLOCK: .codeBlock
        case CMARK_NODE_THEMATIC_BREAK: .rule
        case CMARK_NODE_TEXT: .text
        case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: .lineBreak
        case CMARK_NODE_CODE: .code
        case CMARK_NODE_EMPH: .emphasis
        case CMARK_NODE_STRONG: .strong
        case CMARK_NODE_LINK: .link
        default: isStrikethrough ? .strikethrough : .other
        }
    }

    /// Extensions give their types numbers at run time.
    private var isStrikethrough: Bool {
        String(cString: cmark_node_get_type_string(pointer)) == "strikethrough"
    }

    var children: [CommonMarkNode] {
        var children: [CommonMarkNode] = []
        var next = cmark_node_first_child(pointer)
        while let child = next {
            children.append(CommonMarkNode(pointer: child))
            next = cmark_node_next(child)
        }
        return children
    }

    /// The text of a text or code node, still masked.
    var maskedLiteral: [UInt8] { Self.bytes(cmark_node_get_literal(pointer)) }
    var literal: String { Self.unmasked(cmark_node_get_literal(pointer)) }
    var address: String { Self.unmasked(cmark_node_get_url(pointer)) }
    /// What follows the opening fence of a code block.
    var fenceInfo: String { Self.unmasked(cmark_node_get_fence_info(pointer)) }
    /// The first number of an ordered list, or nil for bullets.
    var listStart: Int? {
        cmark_node_get_list_type(pointer) == CMARK_ORDERED_LIST ? Int(cmark_node_get_list_start(pointer)) : nil
    }

    /// All text of this node and the nodes below it, which may be nested too deeply for recursion.
    var flattenedText: String {
        var text: [UInt8] = []
        let iterator = cmark_iter_new(pointer)
        defer { cmark_iter_free(iterator) }
        while cmark_iter_next(iterator) != CMARK_EVENT_DONE {
            guard cmark_iter_get_event_type(iterator) == CMARK_EVENT_ENTER, let current = cmark_iter_get_node(iterator)
            else { continue }
            let node = CommonMarkNode(pointer: current)
            switch node.kind {
            case .paragraph, .heading, .codeBlock, .lineBreak:
                if let last = text.last, !last.isLineEnd { text.append(UInt8(ascii: "\n")) }
            default: break
            }
            text += node.maskedLiteral
        }
        return String(decoding: SourceMask.unmask(text), as: UTF8.self)
    }

    private static func bytes(_ string: UnsafePointer<CChar>?) -> [UInt8] {
        string.map { Array(String(cString: $0).utf8) } ?? []
    }

    private static func unmasked(_ string: UnsafePointer<CChar>?) -> String {
        String(decoding: SourceMask.unmask(bytes(string)), as: UTF8.self)
    }
}
