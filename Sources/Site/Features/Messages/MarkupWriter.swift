import Markup

/// Writes the text of a message as HTML.
struct MarkupWriter: Sendable {
    /// The path of the page of the person with this name (in lower case), or nil for a name that nobody has.
    let pathOfPerson: @Sendable (String) -> String?
    /// The path of the room that `#name` means to the reader, or nil where there is none that they may see.
    let pathOfRoom: @Sendable (String) -> String?
    /// The name of the reader, whose mentions are marked.
    let reader: String?

    func html(_ document: MarkupDocument) -> HTML {
        var html = HTML()
        write(document.blocks, to: &html)
        return html
    }
}

extension MarkupWriter {
    private func write(_ blocks: [MarkupDocument.Block], to html: inout HTML) {
        for block in blocks {
            write(block, to: &html)
        }
    }

    private func write(_ block: MarkupDocument.Block, to html: inout HTML) {
        switch block {
        case .paragraph(let inlines):
            html.append(literal: #"<p dir="auto">"#)
            write(inlines, to: &html)
            html.append(literal: "</p>")
        case .code(let code, let language):
            // It scrolls where a line is too long, which has to work without a mouse.
            html.append(literal: #"<pre tabindex="0"><code"#)
            if let language {
                html.append(literal: #" class="language-"#)
                html.append(escaping: language)
                html.append(literal: #"""#)
            }
            html.append(literal: ">")
            html.append(escaping: code)
            html.append(literal: "</code></pre>")
        case .quote(let blocks):
            html.append(literal: "<blockquote>")
            write(blocks, to: &html)
            html.append(literal: "</blockquote>")
        case .list(let items, nil):
            html.append(literal: "<ul>")
            write(items: items, to: &html)
            html.append(literal: "</ul>")
        case .list(let items, let start?):
            html.append(literal: #"<ol start=""#)
            html.append(escaping: String(start))
            html.append(literal: #"">"#)
            write(items: items, to: &html)
            html.append(literal: "</ol>")
        case .rule: html.append(literal: "<hr>")
        }
    }

    private func write(items: [[MarkupDocument.Block]], to html: inout HTML) {
        for item in items {
            html.append(literal: "<li>")
            write(item, to: &html)
            html.append(literal: "</li>")
        }
    }
}

extension MarkupWriter {
    private func write(_ inlines: [MarkupDocument.Inline], to html: inout HTML) {
        for inline in inlines {
            write(inline, to: &html)
        }
    }

    private func write(_ inline: MarkupDocument.Inline, to html: inout HTML) {
        switch inline {
        case .text(let text): html.append(escaping: text)
        case .strong: write(inline, in: "<strong>", "</strong>", to: &html)
        case .emphasis: write(inline, in: "<em>", "</em>", to: &html)
        case .strikethrough: write(inline, in: "<s>", "</s>", to: &html)
        case .link(let target, _):
            html.append(literal: #"<a href=""#)
            html.append(escaping: target.text)
            write(inline, in: #"" rel="noopener nofollow ugc">"#, "</a>", to: &html)
        case .code(let code):
            html.append(literal: "<code>")
            html.append(escaping: code)
            html.append(literal: "</code>")
        case .mention(let name, let text):
            let style: StaticString = name == reader ? "mention own-mention" : "mention"
            write("@" + text, path: pathOfPerson(name), style: style, to: &html)
        case .room(let name): write("#" + name, path: pathOfRoom(name), style: "room-link", to: &html)
        case .lineBreak: html.append(literal: "<br>")
        }
    }

    private func write(
        _ inline: MarkupDocument.Inline, in start: StaticString, _ end: StaticString, to html: inout HTML
    ) {
        html.append(literal: start)
        write(inline.children, to: &html)
        html.append(literal: end)
    }

    /// A link within the site, or mere text where it leads nowhere.
    private func write(_ text: String, path: String?, style: StaticString, to html: inout HTML) {
        guard let path else { return html.append(escaping: text) }
        html.append(literal: #"<a href=""#)
        html.append(escaping: path)
        html.append(literal: #"" class=""#)
        html.append(literal: style)
        html.append(literal: #"">"#)
        html.append(escaping: text)
        html.append(literal: "</a>")
    }
}
