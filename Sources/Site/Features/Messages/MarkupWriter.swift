import Markup

/// Writes the names in a message as links, where they lead somewhere for its reader.
struct MarkupWriter: Hashable, Sendable {
    /// Usernames that somebody has, of those in the message.
    var people: Set<String> = []
    /// Rooms that the reader may see, by the names in the message.
    var rooms: [String: RoomReference] = [:]
    /// The name of the reader, whose mentions are marked.
    var reader: String?

    func html(_ document: MarkupDocument) -> HTML {
        var html = HTML()
        write(RenderedMarkup(document), to: &html)
        return html
    }

    func write(_ markup: RenderedMarkup, to html: inout HTML) {
        markup.write(to: &html) { name, html in
            switch name {
            case .person(let text):
                // ASCII only.
                let name = text.lowercased()
                let style: StaticString = name == reader ? "mention own-mention" : "mention"
                let path = people.contains(name) ? paths.personPage(PersonName(username: name)) : nil
                write("@" + text, path: path, style: style, to: &html)
            case .room(let name):
                write("#" + name, path: rooms[name].map { paths.room($0) }, style: "room-link", to: &html)
            }
        }
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
