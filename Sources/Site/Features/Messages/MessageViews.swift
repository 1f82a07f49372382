import Accounts
import Conversation
import Foundation
import Markup
import Support
import Synchronization

/// Makes what pages show of messages.
struct MessageViews: Sendable {
    private let conversation: Conversation
    private let documents = ParsedMessages()

    init(_ site: SiteContext) {
        conversation = site.conversation
    }

    /// The messages as the person sees them, in the order they are given.
    ///
    /// - Parameters:
    ///   - firstUnread: the message above which the line for new messages stands.
    ///   - isStandalone: whether each message is shown by itself, with its author and without the day.
    func views(
        of messages: [Message], in access: RoomAccess, _ title: RoomTitle, for person: SignedIn,
        own: OwnMarks = OwnMarks(), firstUnread: Int64? = nil, isStandalone: Bool = false
    ) async throws -> [MessageView] {
        let documents = messages.map { self.documents.document(of: $0, in: access.room.id) }
        let writer = try await writer(for: documents, reader: person.user.username.text)
        let context = MessageView.Context(
            access: access, title: title, own: own, firstUnread: firstUnread, isStandalone: isStandalone,
            zone: person.user.preferences.timeZone)
        var views: [MessageView] = []
        for (index, message) in messages.enumerated() {
            let previous = index > 0 ? messages[index - 1] : nil
            views.append(MessageView(message, writer.html(documents[index]), after: previous, context))
        }
        return views
    }

    /// Looks up, at once, the people and rooms that the texts name.
    private func writer(for documents: [MarkupDocument], reader: String) async throws -> MarkupWriter {
        let (names, rooms) = (Set(documents.flatMap(\.mentions)), Set(documents.flatMap(\.rooms)))
        let people = names.isEmpty ? [] : try await conversation.people.existing(usernames: names)
        let open = rooms.isEmpty ? [:] : try await conversation.rooms.openRooms(named: rooms)
        return MarkupWriter(
            pathOfPerson: { people.contains($0) ? paths.personPage(PersonName(username: $0)) : nil },
            pathOfRoom: { name in open[name].map { paths.room(RoomReference($0, name: name)) } },
            reader: reader)
    }
}

/// Keeps the parsed texts of messages that were shown last: parsing takes longer than everything else that is done for
/// a message.
private final class ParsedMessages: Sendable {
    private struct Key: Hashable {
        let room: Room.ID
        let number: Int64
        /// Another one after each change of the message.
        let revision: Int64
    }

    /// In bytes of text, for each half of the cache. Documents take several times as much.
    private static let capacity = 512 * 1024
    /// What a document takes at least, in the same unit.
    private static let overhead = 64

    private let cache = Mutex(BoundedCache<Key, MarkupDocument>(capacity: capacity))

    func document(of message: Message, in room: Room.ID) -> MarkupDocument {
        let key = Key(room: room, number: message.number, revision: message.revision)
        if let document = cache.withLock({ $0.find(key) }) { return document }
        let document = Markup.parse(message.text)
        cache.withLock { $0.insert(document, for: key, cost: message.text.utf8.count + Self.overhead) }
        return document
    }
}
