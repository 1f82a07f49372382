import Accounts
import Conversation
import Live

/// Makes what pages show of messages.
struct MessageViews: Sendable {
    private let conversation: Conversation

    init(_ site: SiteContext) {
        conversation = site.conversation
    }

    /// The messages as the person sees them, in the order they are given.
    ///
    /// - Parameters:
    ///   - firstUnread: the message above which the line for new messages stands.
    ///   - receipts: how far messages of the person's own have got.
    ///   - isStandalone: whether each message is shown by itself, with its author and without the day.
    func views(
        of messages: [Message], in access: RoomAccess, _ title: RoomTitle, for person: SignedIn,
        own: OwnMarks = OwnMarks(), firstUnread: Int64? = nil, receipts: [Int64: Receipt] = [:],
        isStandalone: Bool = false
    ) async throws -> [MessageView] {
        let texts = messages.map { RenderedMarkup($0.text, stored: $0.rendered) }
        let context = MessageView.Context(
            isMember: access.membership != nil, isArchived: access.room.isArchived, title: title,
            authors: MessageAuthor.all(of: messages), own: own, firstUnread: firstUnread, receipts: receipts,
            isStandalone: isStandalone, zone: person.user.preferences.timeZone,
            writer: try await writer(for: texts, reader: person.user.username.text))
        var views: [MessageView] = []
        views.reserveCapacity(messages.count)
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
        of messages: [RoomChanges.Change], in room: Room, as format: LiveFormat, firstUnread: Int64? = nil
    ) async throws -> [MessageView] {
        let texts = messages.map { RenderedMarkup($0.message.text, stored: $0.message.rendered) }
        let title = RoomTitle(room)
        let context = MessageView.Context(
            isMember: format.isMember, isArchived: room.isArchived, title: title,
            authors: MessageAuthor.all(of: messages.lazy.map(\.message)), own: OwnMarks(blocked: format.blocked),
            firstUnread: firstUnread, isShared: true,
            zone: format.zone, writer: try await writer(for: texts, reader: nil))
        return zip(messages, texts).map { MessageView($0.message, $1, after: $0.previous, context) }
    }

    /// What each message says, without what stands around it in a room.
    func bodies(of messages: [Message], for person: User) async throws -> [HTML] {
        let texts = messages.map { RenderedMarkup($0.text, stored: $0.rendered) }
        let writer = try await writer(for: texts, reader: person.username.text)
        return texts.map { text in
            var html = HTML()
            writer.write(text, to: &html)
            return html
        }
    }

    /// Looks up, at once, the people and rooms that the texts name.
    private func writer(for texts: [RenderedMarkup], reader: String?) async throws -> MarkupWriter {
        var (usernames, roomNames) = (Set<String>(), Set<String>())
        for name in texts.flatMap(\.names) {
            switch name {
            // ASCII only.
            case .person(let text): usernames.insert(text.lowercased())
            case .room(let text): roomNames.insert(text)
            }
        }
        let people = usernames.isEmpty ? [] : try await conversation.people.existing(usernames: usernames)
        let rooms = roomNames.isEmpty ? [:] : try await conversation.rooms.openRooms(named: roomNames)
        let references = rooms.map { name, id in (name, RoomReference(id, name: name)) }
        return MarkupWriter(
            people: people, rooms: Dictionary(uniqueKeysWithValues: references), reader: reader)
    }
}
