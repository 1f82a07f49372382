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

    /// The path of a page of the same search.
    ///
    /// - Parameter cursor: nil for the first page.
    func path(after cursor: SearchCursor?) -> String {
        let fields = [("q", text), ("order", order.rawValue), ("after", cursor?.encoded)]
        let query = fields.compactMap { name, value in
            value.map { "\(name)=\($0.percentEncoded(keeping: .unreserved))" }
        }
        return "\(paths.search())?\(query.joined(separator: "&"))"
    }
}
