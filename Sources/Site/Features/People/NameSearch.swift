/// A form that looks for people by a part of their names.
struct NameSearch: View {
    static let template = "name-search.html"
    static var fields: [Field<Self>] { [.text("path", \.path), .text("query", \.query)] }

    /// The page that lists the people.
    let path: String
    /// What was searched for; empty for all.
    let query: String
}
