import Conversation

extension Participant {
    /// The path of the person's page.
    var path: String { paths.personPage(PersonName(username: username)) }
}

extension Text {
    /// - Parameter author: nil when that account is no more.
    init(author: Participant?) {
        self = author.map { Text(verbatim: $0.nickname) } ?? Text("Former member")
    }
}
