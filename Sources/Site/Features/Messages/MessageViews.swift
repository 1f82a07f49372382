import Accounts
import Conversation
import Foundation
import Live
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
        let texts = try await texts(
            of: messages.map { documents.document(of: $0, in: access.room.id) }, reader: person.user.username.text)
        let context = MessageView.Context(
            isMember: access.membership != nil, isArchived: access.room.isArchived, title: title, own: own,
            firstUnread: firstUnread, isStandalone: isStandalone, isShared: false,
            zone: person.user.preferences.timeZone)
        var views: [MessageView] = []
        for (index, message) in messages.enumerated() {
            let previous = index > 0 ? messages[index - 1] : nil
            views.append(MessageView(message, texts[index], after: previous, context))
        }
        return views
    }

    /// Messages of a room as all people see them who get the same bytes.
    ///
    /// - Parameters:
    ///   - messages: each with the one before it.
    ///   - firstUnread: the message above which the line for new messages stands.
    func views(
        of messages: [RoomChanges.Change], in room: Room, as form: LiveForm, firstUnread: Int64? = nil
    ) async throws -> [MessageView] {
        let texts = try await texts(of: messages.map { documents.document(of: $0.message, in: room.id) }, reader: nil)
        let context = MessageView.Context(
            isMember: form.isMember, isArchived: room.isArchived, title: RoomTitle(room),
            own: OwnMarks(blocked: form.blocked), firstUnread: firstUnread, isStandalone: false, isShared: true,
            zone: form.zone)
        return zip(messages, texts).map { MessageView($0.message, $1, after: $0.previous, context) }
    }

    /// Looks up, at once, the people and rooms that the texts name.
    private func texts(of documents: [ParsedMessages.Document], reader: String?) async throws -> [MessageText] {
        let (names, rooms) = (Set(documents.flatMap(\.mentions)), Set(documents.flatMap(\.rooms)))
        let people = names.isEmpty ? [] : try await conversation.people.existing(usernames: names)
        let open = rooms.isEmpty ? [:] : try await conversation.rooms.openRooms(named: rooms)
        return documents.map { document in
            MessageText(
                document: document.markup, people: people.intersection(document.mentions),
                rooms: document.rooms.isEmpty ? [:] : open.filter { document.rooms.contains($0.key) },
                reader: reader.flatMap { document.mentions.contains($0) ? $0 : nil })
        }
    }
}

/// The text of a message as its reader sees it. Values of one message are equal when its names lead to the same places,
/// and name the same reader: the rest follows from the message.
struct MessageText: Hashable {
    fileprivate let document: MarkupDocument
    /// Those of the names in it that somebody has.
    fileprivate let people: Set<String>
    /// The open rooms that it names.
    fileprivate let rooms: [String: Room.ID]
    /// Nil unless the reader is mentioned.
    fileprivate let reader: String?

    var html: HTML {
        MarkupWriter(
            pathOfPerson: { [people] in
                people.contains($0) ? paths.personPage(PersonName(username: $0)) : nil
            },
            pathOfRoom: { [rooms] name in rooms[name].map { paths.room(RoomReference($0, name: name)) } },
            reader: reader
        ).html(document)
    }

    static func == (one: MessageText, other: MessageText) -> Bool {
        one.people == other.people && one.rooms == other.rooms && one.reader == other.reader
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(people)
        hasher.combine(rooms)
        hasher.combine(reader)
    }
}

/// Keeps the parsed texts of messages that were shown last: parsing takes longer than everything else that is done for
/// a message.
private final class ParsedMessages: Sendable {
    struct Document: Sendable {
        let markup: MarkupDocument
        let mentions: Set<String>
        let rooms: Set<String>
    }

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

    private let cache = Mutex(BoundedCache<Key, Document>(capacity: capacity))

    func document(of message: Message, in room: Room.ID) -> Document {
        let key = Key(room: room, number: message.number, revision: message.revision)
        if let document = cache.withLock({ $0.find(key) }) { return document }
        let markup = Markup.parse(message.text)
        let document = Document(markup: markup, mentions: Set(markup.mentions), rooms: Set(markup.rooms))
        cache.withLock { $0.insert(document, for: key, cost: message.text.utf8.count + Self.overhead) }
        return document
    }
}
