import Accounts
import Foundation

struct PeopleListView: View {
    static let template = "people.html"
    static var fields: [Field<Self>] {
        [
            .part("search") { NameSearch(path: paths.people(), query: $0.query) },
            .text("query", \.query),
            .parts("people", \.people),
            .text("firstPath", \.firstPath),
            .text("nextPath", \.nextPath),
        ]
    }

    let query: String
    let people: [PersonRow]
    /// Nil on the first page.
    let firstPath: String?
    /// Nil on the last page.
    let nextPath: String?

    init(_ page: PeoplePage, query: String, isFirst: Bool, in zone: TimeZoneName?, now: Date) {
        self.query = query
        people = page.people.map { PersonRow($0, in: zone, now: now) }
        firstPath = isFirst ? nil : Self.path(query, after: nil)
        nextPath = page.next.map { Self.path(query, after: $0) }
    }

    private static func path(_ query: String, after username: String?) -> String {
        paths.people() + QueryString.encoding([.search: query, .after: username])
    }
}
