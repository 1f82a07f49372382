import Conversation

/// Somebody whose name was searched for.
struct FoundPerson: View {
    static let template = "found-person.html"
    static var fields: [Field<Self>] {
        [
            .part("avatar") { AvatarView(of: $0.person, .small) },
            .text("path", \.person.path),
            .text("nickname", \.person.nickname),
            .text("username", \.person.username),
        ]
    }

    private let person: Participant

    init(_ person: Participant) {
        self.person = person
    }
}
