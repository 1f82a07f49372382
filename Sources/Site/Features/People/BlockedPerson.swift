import Conversation

/// An entry in the list of people whom somebody has blocked.
struct BlockedPerson: View {
    static let template = "blocked-person.html"
    static var fields: [Field<Self>] {
        [
            .text("path") { paths.personPage($0.name) },
            .text("nickname", \.person.nickname),
            .text("username", \.person.username),
            .text("unblockPath") { paths.unblockPerson($0.name) },
        ]
    }

    private let person: Participant
    private var name: PersonName { PersonName(username: person.username) }

    init(_ person: Participant) {
        self.person = person
    }
}
