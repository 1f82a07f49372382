import Accounts
import Conversation
import Foundation
import Live

/// Renders what the readers of a room get in their pages.
struct LiveHTML: Sendable {
    /// The templates in one language.
    private struct Templates: Sendable {
        let message: Template<LiveMessageView>
        let reactions: Template<LiveReactionsView>
        let presence: Template<LivePresenceView>
        let typing: Template<LiveTypingView>
        let beat: Template<LiveBeatView>
        let rooms: Template<LiveRoomsView>
        let notice: Template<LiveNoticeView>
        let receipt: Template<LiveReceiptView>

        init(_ library: TemplateLibrary) throws {
            message = try library.load(LiveMessageView.self)
            reactions = try library.load(LiveReactionsView.self)
            presence = try library.load(LivePresenceView.self)
            typing = try library.load(LiveTypingView.self)
            beat = try library.load(LiveBeatView.self)
            rooms = try library.load(LiveRoomsView.self)
            notice = try library.load(LiveNoticeView.self)
            receipt = try library.load(LiveReceiptView.self)
        }
    }

    private let templates: PerLanguage<Templates>
    private let messages: MessageViews

    init(_ site: SiteContext, _ messages: MessageViews) throws {
        templates = try site.templates.map { try Templates($0) }
        self.messages = messages
    }

    /// The messages at the beginning of a page.
    ///
    /// - Parameter firstUnread: the message above which the line for new messages stands.
    func messages(
        _ shown: [Message], in room: Room, as format: LiveFormat, firstUnread: Int64?
    ) async throws -> HTML {
        let changes = shown.enumerated().map {
            RoomChanges.Change($1, after: $0 > 0 ? shown[$0 - 1] : nil)
        }
        var html = HTML(capacity: shown.count * 1024)
        for (message, view) in zip(
            shown, try await messages.views(of: changes, in: room, as: format, firstUnread: firstUnread))
        {
            try write(message, view, in: room, as: format, to: &html)
            if !message.reactions.isEmpty { try writeReactions(view, in: room, as: format, to: &html) }
        }
        return html
    }

    private func write(
        _ message: Message, _ view: MessageView, in room: Room, as format: LiveFormat, to html: inout HTML
    ) throws {
        let canReply = format.isMember && !room.isArchived && !message.isDeleted
        let path = "\(paths.compose(RoomTitle(room).reference))?answer=\(message.number)"
        try templates[format.language].message.write(
            LiveMessageView(message: view, replyPath: canReply ? path : nil), to: &html)
    }

    private func writeReactions(
        _ view: MessageView, in room: Room, as format: LiveFormat, to html: inout HTML
    ) throws {
        try templates[format.language].reactions.write(
            LiveReactionsView(message: view, room: RoomTitle(room).reference), to: &html)
    }

    func notice(_ text: Text, in language: Language) throws -> HTML {
        try templates[language].notice.render(LiveNoticeView(text: text))
    }

    func presence(_ people: PresentPeople, as format: LiveFormat) throws -> HTML {
        try templates[format.language].presence.render(LivePresenceView(people: people))
    }

    func typing(_ people: [PresentPerson], as format: LiveFormat) throws -> HTML {
        try templates[format.language].typing.render(LiveTypingView(people: people))
    }

    /// A person's receipts, each stage under the message where it stands now; or nowhere.
    func receipts(_ shown: [Int64: Receipt], as format: LiveFormat) throws -> HTML {
        var html = HTML()
        for stage in Receipt.Stage.allCases {
            let entry = shown.first { $0.value.stage == stage }
            let view = LiveReceiptView(stage: stage, number: entry?.key, receipt: entry?.value)
            try templates[format.language].receipt.write(view, to: &html)
        }
        return html
    }

    func beat(in room: Room, as format: LiveFormat) throws -> HTML {
        let path = paths.keeper(RoomTitle(room).reference, KeeperName(.a, in: format.language))
        return try templates[format.language].beat.render(LiveBeatView(reconnectPath: path))
    }

    func rooms(_ list: [JoinedRoom], in room: Room, as format: LiveFormat) throws -> HTML {
        let rows = list.shown(current: room.id).map { RoomRow($0, current: room.id) }
        return try templates[format.language].rooms.render(LiveRoomsView(rooms: rows))
    }

    /// What has changed, as parts that take the place of what was sent before.
    func parts(of changes: RoomChanges, as format: LiveFormat) async throws -> [LivePart] {
        let views = try await messages.views(of: changes.changes, in: changes.room, as: format)
        var parts: [LivePart] = []
        for (change, view) in zip(changes.changes, views) {
            let (message, room) = (change.message, changes.room)
            var (body, reactions) = (HTML(), HTML())
            try write(message, view, in: room, as: format, to: &body)
            try writeReactions(view, in: room, as: format, to: &reactions)
            parts.append(LivePart(.message(message.number), Data(body.bytes), revision: message.revision))
            parts.append(LivePart(.reactions(message.number), Data(reactions.bytes), revision: message.revision))
        }
        return parts
    }
}
