import Conversation
import Live

/// The beginning of a page of messages that goes on for as long as somebody reads it; or the whole page.
///
/// Each message has a slot of its own, named by the message's number. What comes later for a slot takes the place of what
/// came before: docs/live.md explains how.
struct StreamView: View {
    static let template = "stream.html"
    static var fields: [Field<Self>] {
        [
            .text("olderPath", \.olderPath),
            .flag("direct", \.isDirect),
            .html("slots", \.slotHTML),
            .html("content", \.content),
            .flag("isFinite", \.isFinite),
            .text("notice", \.notice),
            .text("ownStyle") { paths.ownStyle($0.reader) },
        ]
    }

    /// The numbers of the messages that the page has room for.
    let slots: ClosedRange<Int64>
    /// The messages, and whatever else there is at the beginning.
    let content: HTML
    /// Where older messages are; nil when there are none.
    let olderPath: String?
    /// Whether these are messages of a direct conversation.
    let isDirect: Bool
    /// Whose mentions are marked.
    let reader: PersonName
    var isFinite = false
    /// Why the page does not go on.
    var notice: Text?

    private var slotHTML: HTML {
        var html = HTML(capacity: slots.count * 32)
        for number in slots {
            html.append(literal: #"<slot name="s"#)
            html.append(escaping: String(number))
            html.append(literal: #""></slot>"#)
        }
        return html
    }
}
