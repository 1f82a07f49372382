import Conversation
import Markup

@testable import Site

extension MarkupWriter {
    /// Knows a few people and one room.
    static let sample = MarkupWriter(
        people: ["ann", "bob", "a_b"],
        rooms: ["garden": RoomReference(12, name: ""), "room": RoomReference(12, name: "")], reader: "ann")

    static func html(_ source: String) -> String {
        sample.html(Markup.parse(source)).text
    }

    /// What is stored with a message of this text.
    static func stored(_ source: String) -> [UInt8]? {
        (try? MessageBody(source))?.markup.rendered
    }

    static func html(of source: String, stored: [UInt8]?) -> String {
        var html = HTML()
        sample.write(RenderedMarkup(source, stored: stored), to: &html)
        return html.text
    }
}
