import Accounts
import Conversation

/// What stands beside all messages of one person on a page. It is made once for them.
final class MessageAuthor: Sendable {
    let avatar: AvatarView
    let path: String
    let handle: String?

    private init(_ person: Participant) {
        avatar = AvatarView(of: person, .small)
        path = person.path
        handle = person.handle
    }

    static func all(of messages: some Sequence<Message>) -> [User.ID: MessageAuthor] {
        var authors: [User.ID: MessageAuthor] = [:]
        authors.reserveCapacity(messages.underestimatedCount)
        for case let author? in messages.lazy.map(\.author) where authors[author.id] == nil {
            authors[author.id] = MessageAuthor(author)
        }
        return authors
    }
}
