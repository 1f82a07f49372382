import Accounts
import Conversation
import Foundation
import Markup

struct MessageSearchView: View {
    static let template = "search.html"
    static var fields: [Field<Self>] {
        [
            .part("query", \.query),
            .part("order") { SelectField.order($0.form.order) },
            .flag("hasSearched", \.hasSearched),
            .parts("people", \.people),
            .parts("hits", \.hits),
            .text("firstPath", \.firstPath),
            .text("nextPath", \.nextPath),
        ]
    }

    /// Whose names the text is a part of.
    var people: [FoundPerson] = []
    private let form: MessageSearchForm
    private let query: FormField
    private let hasSearched: Bool
    private let hits: [SearchHitView]
    /// Nil on the first page.
    private let firstPath: String?
    /// Nil on the last page.
    private let nextPath: String?

    init(_ form: MessageSearchForm, found: SearchPage? = nil, zone: TimeZoneName? = nil, problem: Text? = nil) {
        self.form = form
        query = .messageSearch(form.text ?? "", error: problem, hasFocus: form.text == nil || problem != nil)
        hasSearched = found != nil
        hits = found.map { found in found.hits.map { SearchHitView($0, in: found, zone: zone) } } ?? []
        firstPath = found != nil && form.cursor != nil ? form.path(after: nil) : nil
        nextPath = found?.next.map { form.path(after: $0) }
    }
}

extension FormField {
    fileprivate static func messageSearch(_ value: String, error: Text?, hasFocus: Bool) -> FormField {
        FormField(
            name: TextField.search.rawValue, label: Text("Search messages and people"), type: "search", value: value,
            error: error, autocomplete: "off", hasFocus: hasFocus)
    }
}

extension SelectField {
    fileprivate static func order(_ chosen: SearchOrder) -> SelectField {
        SelectField(
            name: TextField.order.rawValue, label: Text("Order"),
            options: [
                Option(
                    value: SearchOrder.newest.rawValue, label: Text("Newest first"), isSelected: chosen == .newest),
                Option(
                    value: SearchOrder.best.rawValue, label: Text("Most relevant first"), isSelected: chosen == .best),
            ])
    }
}

/// A message that was found.
struct SearchHitView: View {
    static let template = "search-hit.html"
    static var fields: [Field<Self>] {
        [
            .part("origin", \.origin),
            .html("excerpt") { $0.isEmpty ? nil : $0.excerpt.html },
            .flag("isFolded", \.isFolded),
        ]
    }

    private let origin: MessageOrigin
    private let excerpt: SearchExcerpt
    private let isFolded: Bool
    /// A message may be files alone.
    private let isEmpty: Bool

    init(_ hit: SearchHit, in page: SearchPage, zone: TimeZoneName?) {
        origin = MessageOrigin(hit.author, in: hit.room, hit.number, at: hit.createdAt, zone: zone)
        // The index has the source, addresses of links too; people read what it says.
        let text = Markup.parse(hit.text).plainText
        isEmpty = text.isEmpty
        excerpt = SearchExcerpt(of: text, matches: page.terms.ranges(in: text))
        isFolded = page.blocked.contains(author: hit.author)
    }
}
