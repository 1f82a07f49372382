import Conversation
import Support

/// What is searched for, as the address says it.
struct MessageSearchForm: Hashable, Sendable {
    /// As it was typed; nil where nothing has been asked yet.
    let text: String?
    let order: SearchOrder
    let cursor: SearchCursor?

    init(_ query: QueryString?) {
        text = query?[.search]
        order = query?[.order].flatMap(SearchOrder.init) ?? .newest
        cursor = query?[.after].flatMap(SearchCursor.init(encoded:))
    }

    /// Where the messages of a room are searched: its page of results, for words to be added. Nil where the search has no
    /// words for the room.
    static func path(in room: Room) -> String? {
        guard room.kind != .direct, !room.name.contains("\"") else { return nil }
        return paths.search() + QueryString.encoding([.search: "in:\"\(room.name)\" "])
    }

    /// The path of a page of the same search.
    ///
    /// - Parameter cursor: nil for the first page.
    func path(after cursor: SearchCursor?) -> String {
        paths.search() + QueryString.encoding([.search: text, .order: order.rawValue, .after: cursor?.encoded])
    }
}
