import Conversation

/// Somebody whom a name that is no username may have meant: a button that sends the form again with their username.
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
