import Conversation

/// People whom a name that is no username may have meant: a form that is sent again with the username of one.
struct Suggestions: View {
    static let template = "suggestions.html"
    static var fields: [Field<Self>] { [.text("path", \.path), .parts("people", \.people)] }

    private let people: [SuggestedPerson]
    private let path: String

    /// Nil where there is nobody.
    init?(_ people: [SuggestedPerson], path: String) {
        guard !people.isEmpty else { return nil }
        (self.people, self.path) = (people, path)
    }
}

/// One of them, as a button.
struct SuggestedPerson: View {
    static let template = "suggested-person.html"
    static var fields: [Field<Self>] {
        [
            .text("name") { $0.field.rawValue },
            .text("value", \.value),
            .text("nickname", \.person.nickname),
            .text("username", \.person.username),
        ]
    }

    private let field: TextField
    private let value: String
    private let person: Participant

    /// - Parameter value: what the form's field is sent with.
    init(_ person: Participant, _ field: TextField, value: String) {
        (self.person, self.field, self.value) = (person, field, value)
    }
}
