import Conversation
import Markup
import Support

/// The text of a message as HTML in which the names are still open: where `@name` and `#room` lead depends on who reads
/// it, and when.
///
/// It is stored with the message, because a message is read far more often than it is written.
struct RenderedMarkup: Hashable, Sendable {
    /// The first byte of what is stored. It changes when the same text is to be rendered in another way.
    private static let version: UInt8 = 1

    /// A name in a text, as it was typed.
    enum Name: Hashable {
        case person(String)
        case room(String)
    }

    /// Without the version.
    private var html = HTML()

    init(_ document: MarkupDocument) {
        write(document.blocks)
    }

    /// - Parameter stored: what was stored with the message, which is as good as its text.
    init(_ text: String, stored: [UInt8]?) {
        if let stored, stored.first == Self.version {
            html.append(rendered: stored.dropFirst())
        } else if Markup.isPlain(text) {
            html = HTML(capacity: text.utf8.count + 32)
            write([.paragraph([.text(text)])])
        } else {
            write(Markup.parse(text).blocks)
        }
    }

    /// To be stored with the message.
    fileprivate var stored: [UInt8] { [Self.version] + html.bytes }

    var names: [Name] {
        guard html.bytes.contains(where: Mark.isMark) else { return [] }
        var (names, ignored) = ([Name](), HTML())
        write(to: &ignored) { name, _ in names.append(name) }
        return names
    }

    /// - Parameter writeName: writes what stands for a name.
    func write(to result: inout HTML, name writeName: (Name, inout HTML) -> Void) {
        var rest = html.bytes[...]
        while let start = rest.firstIndex(where: Mark.isMark), let end = rest[start...].firstIndex(of: Mark.end) {
            result.append(rendered: rest[..<start])
            let text = String(decoding: rest[(start + 1)..<end], as: UTF8.self)
            writeName(rest[start] == Mark.person ? .person(text) : .room(text), &result)
            rest = rest[(end + 1)...]
        }
        result.append(rendered: rest)
    }

    /// The control characters around names. Texts of messages contain none.
    private enum Mark {
        static let person: UInt8 = 1
        static let room: UInt8 = 2
        static let end: UInt8 = 3

        static func isMark(_ byte: UInt8) -> Bool { byte == person || byte == room }
    }

    /// Appends text, in which nobody can forge a name.
    private mutating func append(_ text: String) {
        guard text.utf8.contains(where: { (Mark.person...Mark.end).contains($0) }) else {
            return html.append(escaping: text)
        }
        html.append(
            escaping: String(
                text.map { $0.utf8.first.map((Mark.person...Mark.end).contains) == true ? "\u{FFFD}" : $0 }))
    }

    private mutating func append(_ name: String, markedBy mark: UInt8) {
        html.append(rendered: [mark])
        append(name)
        html.append(rendered: [Mark.end])
    }
}

extension MessageBody {
    /// The usernames that the text mentions, and what to store for showing it: nothing for plain text.
    public var markup: (mentions: Set<String>, rendered: [UInt8]?) {
        guard !Markup.isPlain(text) else { return ([], nil) }
        let document = Markup.parse(text)
        return (Set(document.mentions), RenderedMarkup(document).stored)
    }
}

extension RenderedMarkup {
    fileprivate mutating func write(_ blocks: [MarkupDocument.Block]) {
        for block in blocks {
            write(block)
        }
    }

    private mutating func write(_ block: MarkupDocument.Block) {
        switch block {
        case .paragraph(let inlines):
            html.append(literal: #"<p dir="auto">"#)
            write(inlines)
            html.append(literal: "</p>")
        case .code(let code, let language):
            // It scrolls where a line is too long, which has to work without a mouse.
            html.append(literal: #"<pre tabindex="0"><code"#)
            if let language {
                html.append(literal: #" class="language-"#)
                append(language)
                html.append(literal: #"""#)
            }
            html.append(literal: ">")
            append(code)
            html.append(literal: "</code></pre>")
        case .quote(let blocks):
            html.append(literal: "<blockquote>")
            write(blocks)
            html.append(literal: "</blockquote>")
        case .list(let items, nil):
            html.append(literal: "<ul>")
            write(items: items)
            html.append(literal: "</ul>")
        case .list(let items, let start?):
            html.append(literal: #"<ol start=""#)
            append(String(start))
            html.append(literal: #"">"#)
            write(items: items)
            html.append(literal: "</ol>")
        case .rule: html.append(literal: "<hr>")
        }
    }

    private mutating func write(items: [[MarkupDocument.Block]]) {
        for item in items {
            html.append(literal: "<li>")
            write(item)
            html.append(literal: "</li>")
        }
    }
}

extension RenderedMarkup {
    private mutating func write(_ inlines: [MarkupDocument.Inline]) {
        for inline in inlines {
            write(inline)
        }
    }

    private mutating func write(_ inline: MarkupDocument.Inline) {
        switch inline {
        case .text(let text): append(text)
        case .strong: write(inline, in: "<strong>", "</strong>")
        case .emphasis: write(inline, in: "<em>", "</em>")
        case .strikethrough: write(inline, in: "<s>", "</s>")
        case .link(let target, _):
            html.append(literal: #"<a href=""#)
            append(target.text)
            write(inline, in: #"" rel="noopener nofollow ugc">"#, "</a>")
        case .code(let code):
            html.append(literal: "<code>")
            append(code)
            html.append(literal: "</code>")
        case .mention(_, let text): append(text, markedBy: Mark.person)
        case .room(let name): append(name, markedBy: Mark.room)
        case .lineBreak: html.append(literal: "<br>")
        }
    }

    private mutating func write(_ inline: MarkupDocument.Inline, in start: StaticString, _ end: StaticString) {
        html.append(literal: start)
        write(inline.children)
        html.append(literal: end)
    }
}
