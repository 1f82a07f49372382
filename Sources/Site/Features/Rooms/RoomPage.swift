import Accounts
import Conversation
import Foundation
import HTTP

/// `GET /rooms/:room`: the room's messages and the form to write one; and the posts of the page.
struct RoomPage: Sendable {
    private let page: Page<RoomView>
    private let site: SiteContext
    private let messages: MessageViews
    private let poster: MessagePoster

    private var conversation: Conversation { site.conversation }

    init(_ site: SiteContext, _ messages: MessageViews) throws {
        page = try Page(site)
        self.site = site
        self.messages = messages
        poster = MessagePoster(site)
    }

    /// Finds the room, the person's right to it and the messages in one transaction.
    func show(_ request: Request, person: SignedIn, room: RoomReference) async throws -> Response {
        let place = MessagePlace(request.queryString, zone: person.user.preferences.timeZone)
        let (found, list) = try await conversation.messages.pageBesideRooms(
            place, in: room.number, by: person.user.id)
        let title = try await site.title(of: found.access)
        guard title.reference == room else {
            return .redirect(to: title.path + (request.query.isEmpty ? "" : "?\(request.query)"))
        }
        if case .date = place {
            // To the message itself: a browser would show the end of a page that begins with it.
            guard let first = found.target else { return .done(.nothingSince, in: site.flashes, to: title.path) }
            return .redirect(to: title.path(at: first))
        }
        let view = try await view(found, title, person, list: list, isPlace: !request.query.isEmpty)
        if request.method == .get { try await markSeen(found) }
        // Mentions that the person has just seen are not unread any more.
        let hadMentions = found.access.membership.map { $0.mentionCount > 0 } ?? false
        return try await page.response(view, to: request, unreadMentions: hadMentions ? nil : list.unreadMentions)
    }

    private func view(
        _ found: MessagePage, _ title: RoomTitle, _ person: SignedIn, list: [JoinedRoom],
        composer: Composer? = nil, isPlace: Bool = false
    ) async throws -> RoomView {
        let messages = try await messages.views(
            of: found.messages, in: found.access, title, for: person, own: found.own, firstUnread: found.firstUnread,
            receipts: found.shownReceipts)
        return RoomView(
            found, title, messages: messages, rooms: list, composer: composer ?? Composer(in: title),
            isPlace: isPlace)
    }

    /// What a member has seen on the page counts as read; what comes after it does not.
    private func markSeen(_ found: MessagePage) async throws {
        guard let member = try? found.access.member(), let last = found.messages.last else { return }
        do {
            try await conversation.memberships.markRead(upTo: last.number, by: member)
        } catch is AccessRefusal {
            // The person has left in the meantime.
        }
    }

    func post(_ request: Request, visitor: RoomVisitor<Member>) async throws -> Response {
        var form = try await MessageForm(request, site: site, as: visitor.right)
        do {
            let posted = try await poster.post(&form, as: visitor.right)
            let title = try await site.title(of: visitor.right.access)
            return .redirect(to: "\(title.path)#m\(posted.number)")
        } catch {
            guard let problem = MessageProblem(error) else { throw error }
            if case MessageService.Refusal.usedKey = error { form.key = MessageKey() }
            return try await refuse(request, visitor, form, problem)
        }
    }

    /// The room again, with what was written and what is wrong with it.
    private func refuse(
        _ request: Request, _ visitor: RoomVisitor<Member>, _ form: MessageForm, _ problem: MessageProblem
    ) async throws -> Response {
        let access = visitor.right.access
        let title = try await site.title(of: access)
        let found = try await conversation.messages.page(.newest, in: access)
        var repliedTo: Message?
        if let number = form.reply { repliedTo = try? await conversation.messages.message(number, in: access).message }
        let waiting = try await conversation.attachments.waiting(form.waiting, of: visitor.right)
        let composer = Composer(
            in: title, replyingTo: repliedTo, draft: form.body, key: form.key, problem: problem.text, waiting: waiting)
        let list = try await conversation.rooms.joined(by: visitor.person.user.id)
        let view = try await view(found, title, visitor.person, list: list, composer: composer)
        return problem.applied(to: try await page.response(view, to: request, status: problem.status))
    }

    func join(_ request: Request, visitor: RoomVisitor<RoomAccess>) async throws -> Response {
        try await conversation.memberships.join(visitor.right)
        return .done(.roomJoined, in: site.flashes, to: try await site.title(of: visitor.right).path)
    }

    func setLevel(_ request: Request, visitor: RoomVisitor<Member>) async throws -> Response {
        guard let level = try await request.form()[.level].flatMap(Membership.Level.init) else {
            throw HTTPError.malformed
        }
        try await conversation.memberships.setLevel(level, of: visitor.right)
        return .done(.levelSaved, in: site.flashes, to: try await site.title(of: visitor.right.access).path)
    }

    func markRead(_ request: Request, visitor: RoomVisitor<Member>) async throws -> Response {
        let number = try await request.form()[.number].flatMap(MessageNumber.init)
        try await conversation.memberships.markRead(
            upTo: number?.value ?? visitor.right.room.lastNumber, by: visitor.right)
        return .redirect(to: try await site.title(of: visitor.right.access).path)
    }
}

extension MessagePlace {
    /// Reads `?before=N`, `?after=N`, `?at=N` or `?date=YYYY-MM-DD`; what is none of them is the default, around the
    /// first unread message.
    init(_ query: QueryString?, zone: TimeZoneName?) {
        func number(_ field: TextField) -> Int64? { query?[field].flatMap(MessageNumber.init)?.value }
        if let before = number(.before) {
            self = .before(before)
        } else if let after = number(.after) {
            self = .after(after)
        } else if let at = number(.at) {
            self = .around(at)
        } else if let date = query?[.date].flatMap({ Date(startOf: $0, in: zone) }) {
            self = .date(date)
        } else {
            self = .firstUnread
        }
    }
}
