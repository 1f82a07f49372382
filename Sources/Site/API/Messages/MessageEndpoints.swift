import Accounts
import Conversation
import Crypto
import Foundation
import HTTP

/// `rooms/:room/messages`: reading, posting and changing messages.
struct MessageEndpoints: Sendable {
    private let site: SiteContext
    private let poster: MessagePoster

    init(_ site: SiteContext) {
        self.site = site
        poster = MessagePoster(site)
    }

    private var messages: MessageService { site.conversation.messages }

    /// The newest, or what stands before or after a number.
    func list(_ request: Request, person: SignedIn, room: RoomReference) async throws -> Response {
        let place = try request.messagePlace()
        let page = try await messages.page(place, in: room.number, by: person.user.id)
        // Past the ends of a room, a page shows the first or the last message.
        let messages = page.messages.filter { place.includes($0.number) }
        try await markDelivered(messages, by: request, in: page.access)
        let (first, last) = (messages.first?.number, messages.last?.number)
        return .page(
            messages.map { resource($0, in: page.access, page.own, blocked: page.own.blocked) },
            [.before: page.hasOlder ? first : nil, .after: page.hasNewer ? last : nil])
    }

    func show(
        _ request: Request, visitor: RoomVisitor<RoomAccess>, number: MessageNumber
    ) async throws -> Response {
        try await current(number.value, in: visitor.right)
    }

    /// `201` for a new message, `200` for one that the same Idempotency-Key has made before.
    func post(_ request: Request, visitor: RoomVisitor<Member>) async throws -> Response {
        var form = try await form(of: request, as: visitor.right)
        do {
            let posted = try await poster.post(&form, as: visitor.right)
            // The key stands for a request to this room, so the message is in it.
            var response = try await current(posted.number, in: visitor.right.access)
            if !posted.isRepeat { response.status = .created }
            response.headers[.location] = apiPaths.message(
                RoomReference(posted.room, name: ""), MessageNumber(posted.number))
            return response
        } catch {
            // The client does not know the numbers of its good files. They would wait for an hour and count for as long.
            try? await site.conversation.attachments.release(form.waiting, of: visitor.right)
            throw MessageRefused.wrapping(error)
        }
    }

    private func form(of request: Request, as member: Member) async throws -> MessageForm {
        let key = try request.messageKey(in: member.room)
        guard MultipartBoundary(contentType: request.headers[.contentType] ?? "") != nil else {
            let input = try await request.input()
            return MessageForm(
                body: input.text(.body) ?? "", reply: input.integer(.reply), key: key ?? MessageKey())
        }
        var limits = MessageForm.limits(site, for: member, request)
        limits.lists = []
        let form = try await MultipartForm.read(request, limits: limits, to: site.attachments.media)
        do {
            // What has files needs no text.
            let input = try request.input(in: form, defaults: [.body: ""])
            return MessageForm(
                body: input.text(.body) ?? "", reply: input.integer(.reply), key: key ?? MessageKey(), of: form)
        } catch {
            await form.discard(from: site.attachments.media)
            throw error
        }
    }

    /// With `If-Match`, only the version that the client has is changed.
    func edit(_ request: Request, visitor: RoomVisitor<Member>, number: MessageNumber) async throws -> Response {
        let text = try await request.input().text(.body) ?? ""
        do {
            let body = try MessageBody(text, allowsEmpty: true)
            let (mentions, rendered) = body.markup
            try await messages.edit(
                number.value, to: body, mentions: mentions, rendered: rendered,
                ifRevision: request.expectedRevisions(), as: visitor.right)
            return try await current(number.value, in: visitor.right.access)
        } catch {
            throw MessageRefused.wrapping(error)
        }
    }

    func versions(
        _ request: Request, visitor: RoomVisitor<RoomModerator>, number: MessageNumber
    ) async throws -> Response {
        let versions = try await messages.versions(of: number.value, by: visitor.right)
        return .page(
            versions.map { MessageVersionResource(revision: $0.revision, body: $0.text, writtenAt: $0.writtenAt) })
    }

    func delete(
        _ request: Request, visitor: RoomVisitor<RoomAccess>, number: MessageNumber
    ) async throws -> Response {
        try await messages.delete(number.value, ifRevision: request.expectedRevisions(), by: visitor.right)
        return .done
    }

    func react(
        _ request: Request, visitor: RoomVisitor<Member>, number: MessageNumber, emoji: EmojiParameter
    ) async throws -> Response {
        try await messages.react(emoji.emoji, to: number.value, isOn: true, as: visitor.right)
        return .done
    }

    func unreact(
        _ request: Request, visitor: RoomVisitor<Member>, number: MessageNumber, emoji: EmojiParameter
    ) async throws -> Response {
        try await messages.react(emoji.emoji, to: number.value, isOn: false, as: visitor.right)
        return .done
    }

    func pin(_ request: Request, visitor: RoomVisitor<Member>, number: MessageNumber) async throws -> Response {
        try await messages.setPinned(true, number.value, as: visitor.right)
        return .done
    }

    func unpin(_ request: Request, visitor: RoomVisitor<Member>, number: MessageNumber) async throws -> Response {
        try await messages.setPinned(false, number.value, as: visitor.right)
        return .done
    }

    func pins(_ request: Request, visitor: RoomVisitor<RoomAccess>) async throws -> Response {
        let pinned = try await messages.pins(in: visitor.right)
        let blocked = try await site.conversation.people.blockedAccounts(by: visitor.person.user.id)
        return .page(pinned.map { resource($0, in: visitor.right, nil, blocked: blocked) })
    }

    func report(_ request: Request, visitor: RoomVisitor<Member>, number: MessageNumber) async throws -> Response {
        let text = try await request.input().text(.reason) ?? ""
        do {
            let reason = try ReportReason(text)
            try await site.conversation.moderation.report(number.value, reason, by: visitor.right)
            return .done
        } catch let problem as TextProblem {
            throw InvalidInput(.reason, problem.message(limit: ReportReason.limit))
        }
    }

    /// What somebody who has seen everything up to a revision lacks.
    func changes(_ request: Request, visitor: RoomVisitor<RoomAccess>) async throws -> Response {
        guard let since = try request.parameters()[.since].flatMap({ Int64($0) }), since >= 0 else {
            throw InvalidInput(.since, Text("This must be a whole number."))
        }
        let changes = try await messages.changes(since: since, in: visitor.right)
        try await markDelivered(changes.messages, by: request, in: visitor.right)
        let blocked = try await site.conversation.people.blockedAccounts(by: visitor.person.user.id)
        return .page(
            changes.messages.map { resource($0, in: visitor.right, nil, blocked: blocked) },
            [.since: changes.revision, .next: changes.isMore ? changes.revision : nil])
    }

    /// What a program has been sent is not read yet.
    private func markDelivered(_ sent: [Message], by request: Request, in access: RoomAccess) async throws {
        guard request.method == .get, let member = try? access.member(), let last = sent.map(\.number).max() else {
            return
        }
        do {
            try await site.conversation.memberships.markDelivered(upTo: last, to: member)
        } catch is AccessRefusal {
            // The person has left in the meantime.
        }
    }

    private func current(_ number: Int64, in access: RoomAccess) async throws -> Response {
        let detail = try await messages.message(number, in: access)
        var response = Response.data(resource(detail.message, in: access, detail.own, blocked: detail.own.blocked))
        response.headers[.eTag] = "\"\(detail.message.revision)\""
        return response
    }

    private func resource(
        _ message: Message, in access: RoomAccess, _ own: OwnMarks?, blocked: Set<User.ID>
    ) -> MessageResource {
        MessageResource(message, in: access.room.id, own: own, blocked: blocked, origin: site.origin)
    }
}

extension MessagePlace {
    fileprivate func includes(_ number: Int64) -> Bool {
        switch self {
        case .before(let end): number < end
        case .after(let start): number > start
        default: true
        }
    }
}

extension Request {
    /// `?before=N`, `?after=N`, `?at=N`; the newest without one.
    fileprivate func messagePlace() throws -> MessagePlace {
        let parameters = try parameters()
        func number(_ field: TextField) throws -> Int64? {
            guard let text = parameters[field] else { return nil }
            guard let number = Int64(text), number >= 0 else {
                throw InvalidInput(field, Text("This must be a whole number."))
            }
            return number
        }
        if let before = try number(.before) { return .before(before) }
        if let after = try number(.after) { return .after(after) }
        if let at = try number(.at) { return .around(at) }
        return .newest
    }

    /// What the client's Idempotency-Key makes of a message to this room; nil without one.
    ///
    /// - Throws: ``APIError/badIdempotencyKey``.
    func messageKey(in room: Room) throws(APIError) -> MessageKey? {
        guard let text = headers[.idempotencyKey] else { return nil }
        guard (1...255).contains(text.utf8.count) else { throw .badIdempotencyKey }
        let digest = SHA256.hash(data: Data("\(room.id) \(text)".utf8))
        return MessageKey { Array(digest.prefix($0)) }
    }

    /// The versions in If-Match (RFC 9110, 13.1.1); nil for any. A tag that no message has is none of them.
    fileprivate func expectedRevisions() -> Set<Int64>? {
        guard let tags = headers[.ifMatch]?.listElements, !tags.contains("*") else { return nil }
        return Set(
            tags.compactMap { tag in
                tag.hasPrefix("\"") && tag.hasSuffix("\"") ? Int64(tag.dropFirst().dropLast()) : nil
            })
    }
}
