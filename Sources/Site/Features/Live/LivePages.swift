import Accounts
import Conversation
import Foundation
import HTTP
import Live

/// A room whose messages arrive while one reads, without any script.
///
/// `GET /rooms/:room` is a page with frames. One holds a keeper (``KeeperName``), which holds the newest messages first
/// and then a stream of them that does not end; the other the composer.
struct LivePages: Sendable {
    let hub: LiveHub
    private let site: SiteContext
    private let plain: RoomPage
    let html: LiveHTML
    let events: LiveEvents
    private let page: Page<LiveRoomView>
    private let keeperPage: FramePage<KeeperView>
    private let streamPage: FramePage<StreamView>

    var conversation: Conversation { site.conversation }

    init(_ site: SiteContext, _ messages: MessageViews, plain: RoomPage) throws {
        self.site = site
        self.plain = plain
        (html, events) = (try LiveHTML(site, messages), LiveEvents())
        hub = LiveHub(
            conversation: site.conversation, accounts: site.accounts, limits: site.liveLimits,
            renderer: LiveRenderers(html: html, events: events), log: site.log)
        page = try Page(site)
        keeperPage = try FramePage(site)
        streamPage = try FramePage(site)
    }

    /// The room with frames, for browsers that get live rooms; for all others, and where a part of the room's history is
    /// asked for, the plain page.
    func show(_ request: Request, person: SignedIn, room: RoomReference) async throws -> Response {
        guard request.query.isEmpty, site.showsLiveRooms(request) else {
            return try await plain.show(request, person: person, room: room)
        }
        let access = try await conversation.rooms.access(to: room.number, by: person.user.id)
        let title = try await site.title(of: access)
        guard title.reference == room else { return .redirect(to: title.path) }
        let view = LiveRoomView(
            RoomHead(access, title), language: request.language,
            composePath: ComposePage.path(in: access.room, for: request))
        var response = try await page.response(view, to: request)
        response.frameRole = .frameset
        return response
    }

    /// Notes in a cookie whether this browser gets plain pages.
    func chooseView(_ request: Request, visitor: RoomVisitor<RoomAccess>) async throws -> Response {
        let isPlain = try await request.form()[.view] == "plain"
        return .redirect(to: try await site.title(of: visitor.right).path).setting(
            Cookie(name: site.sessions.cookies.plainPages, value: isPlain ? "1" : "", maxAge: isPlain ? Self.year : 0))
    }

    private static let year: TimeInterval = 365 * 86_400

    func keeper(
        _ request: Request, visitor: RoomVisitor<RoomAccess>, name: KeeperName
    ) async throws -> Response {
        let view = KeeperView(room: RoomTitle(visitor.right.room).reference, name: name)
        var response = Response.html(try keeperPage.html(view, in: name.language))
        response.headers[.cacheControl] = "private, max-age=604800, immutable"
        return response
    }

    /// The newest messages as they are.
    func recent(_ request: Request, visitor: RoomVisitor<RoomAccess>) async throws -> Response {
        try await finite(request, visitor)
    }

    /// The newest messages, and then what happens.
    func stream(_ request: Request, visitor: RoomVisitor<RoomAccess>) async throws -> Response {
        // Any other client might wait for the end of the page.
        guard request.isInFrame, request.method == .get else { return try await finite(request, visitor) }
        do {
            return try await endless(request, visitor)
        } catch is LiveRefusal {
            let notice = Text("Too many live pages are open, so this one is loaded again every few seconds.")
            let response = try await finite(request, visitor, notice: notice)
            try await markRead(visitor.right)
            return response
        }
    }

    private func endless(_ request: Request, _ visitor: RoomVisitor<RoomAccess>) async throws -> Response {
        let list = try await conversation.rooms.joined(by: visitor.person.user.id)
        var reader = try open(.page, request, visitor, rooms: list)
        var found = try await conversation.messages.page(.newest, in: visitor.right)
        if !found.own.blocked.isEmpty {
            reader.close()
            reader = try open(.page, request, visitor, rooms: list, blocked: found.own.blocked)
            found = try await conversation.messages.page(.newest, in: visitor.right)
        }
        let room = found.access.room
        let slots = slots(of: found)
        var content = try await content(found, list, as: reader.format)
        let people = hub.people(in: room.id)
        if people.count > 0 { content.append(try html.presence(people, as: reader.format)) }
        content.append(try html.beat(in: room, as: reader.format))
        reader.begin(after: room.revision, showing: found.messages.last?.number ?? 0, lastSlot: slots.upperBound)
        let view = StreamView(
            slots: slots, content: content, olderPath: olderPath(of: found),
            isDirect: room.kind == .direct, reader: visitor.person.name)
        var response = try streamPage.response(view, to: request)
        guard case .bytes(let opening) = response.body else { return response }
        response.body = .follow(reader, from: [opening])
        return response.unbuffered
    }

    private func finite(
        _ request: Request, _ visitor: RoomVisitor<RoomAccess>, notice: Text? = nil
    ) async throws -> Response {
        let list = try await conversation.rooms.joined(by: visitor.person.user.id)
        let found = try await conversation.messages.page(.newest, in: visitor.right)
        let format = format(.page, request, visitor, blocked: found.own.blocked)
        let view = StreamView(
            slots: slots(of: found), content: try await content(found, list, as: format),
            olderPath: olderPath(of: found), isDirect: found.access.room.kind == .direct,
            reader: visitor.person.name, isFinite: true, notice: notice)
        return try streamPage.response(view, to: request)
    }

    private func content(_ found: MessagePage, _ list: [JoinedRoom], as format: LiveFormat) async throws -> HTML {
        let room = found.access.room
        var content = try html.rooms(list, in: room, as: format)
        content.append(
            try await html.messages(found.messages, in: room, as: format, firstUnread: found.firstUnread))
        if room.kind == .direct { content.append(try html.receipts(found.shownReceipts, as: format)) }
        return content
    }

    private func slots(of found: MessagePage) -> ClosedRange<Int64> {
        let first = found.messages.first?.number ?? found.access.room.lastNumber + 1
        return first...(first + hub.limits.slots - 1)
    }

    private func olderPath(of found: MessagePage) -> String? {
        guard found.hasOlder, let first = found.messages.first else { return nil }
        return "\(RoomTitle(found.access.room).path)?before=\(first.number)"
    }

    private func markRead(_ access: RoomAccess) async throws {
        guard let member = try? access.member() else { return }
        try await conversation.memberships.markRead(upTo: member.room.lastNumber, by: member)
    }

    func open(
        _ kind: LiveFormat.Kind, _ request: Request, _ visitor: RoomVisitor<RoomAccess>,
        rooms: [JoinedRoom]? = nil, blocked: Set<User.ID> = []
    ) throws(LiveRefusal) -> LiveReader {
        try hub.open(
            visitor.right, by: visitor.person, as: format(kind, request, visitor, blocked: blocked),
            from: request.client.address, rooms: rooms)
    }

    private func format(
        _ kind: LiveFormat.Kind, _ request: Request, _ visitor: RoomVisitor<RoomAccess>, blocked: Set<User.ID>
    ) -> LiveFormat {
        // What programs get is the same in all languages.
        LiveFormat(
            kind, language: kind == .page ? request.language : .english,
            zone: kind == .page ? visitor.person.user.preferences.timeZone : nil,
            isMember: visitor.right.membership != nil, blocked: blocked)
    }
}

extension SignedIn {
    fileprivate var name: PersonName { PersonName(username: user.username.text) }
}

extension SiteContext {
    /// Whether a browser gets live rooms: it says that it opens a page of its own, and nobody has chosen plain pages in it.
    func showsLiveRooms(_ request: Request) -> Bool {
        request.headers[.secFetchDest] == "document" && request.cookie(sessions.cookies.plainPages) == nil
    }
}
