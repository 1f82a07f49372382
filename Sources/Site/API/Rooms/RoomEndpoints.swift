import Accounts
import Conversation
import HTTP
import Live

/// `rooms` and `rooms/:room`: finding, making and changing rooms.
struct RoomEndpoints: Sendable {
    private let site: SiteContext
    private let live: LiveHub

    init(_ site: SiteContext, _ live: LiveHub) {
        (self.site, self.live) = (site, live)
    }

    private var rooms: RoomService { site.conversation.rooms }
    private var origin: String { site.origin }

    /// All that the person is in; there are a few hundred at most.
    func list(_ request: Request, person: SignedIn) async throws -> Response {
        let entries = try await rooms.list(for: person.user.id)
        return .page(entries.map { RoomDetailResource($0, origin: origin) })
    }

    func joinable(_ request: Request, person: SignedIn) async throws -> Response {
        let found = try await rooms.joinable(by: person.user.id, after: try request.cursor())
        let next = found.count == RoomService.pageLimit ? found.last?.id : nil
        return .page(found.map(RoomResource.init), next: next.map { String($0) })
    }

    func create(_ request: Request, person: SignedIn) async throws -> Response {
        let input = try await request.input()
        let (kind, name) = (input.word(.kind) ?? NewRoom.Kind.open, try input.roomName() ?? RoomName(""))
        let description = try input.roomDescription() ?? RoomDescription("")
        let room = try await checkingName {
            try await rooms.create(kind, name: name, description: description, by: person.user.id)
        }
        var response = Response.data(RoomResource(room), status: .created)
        response.headers[.location] = apiPaths.room(RoomReference(room.id, name: ""))
        return response
    }

    /// The direct conversation with these people, which is made if there is none.
    func direct(_ request: Request, person: SignedIn) async throws -> Response {
        let names = Set((try await request.input().texts(.people) ?? []).map { $0.lowercased() })
        let accounts = try await site.conversation.people.accounts(named: names)
        guard accounts.count == names.count else {
            throw InvalidInput(.people, Text("One of these people has no account here any more."))
        }
        return .data(RoomResource(try await rooms.direct(with: Set(accounts.values), by: person.user.id)))
    }

    func show(_ request: Request, visitor: RoomVisitor<RoomAccess>) async throws -> Response {
        var people: [Participant] = []
        if visitor.right.room.kind == .direct {
            let page = try await site.conversation.memberships.page(of: visitor.right)
            people = page.members.map(\.participant).filter { $0.id != visitor.person.user.id }
        }
        let last = try await site.conversation.messages.last(in: visitor.right)
        return .data(RoomDetailResource(visitor.right, people: people, last: last, origin: origin))
    }

    /// A shorter retention deletes messages as surely as deleting the room, which no personal token may either.
    func change(_ request: Request, visitor: RoomVisitor<RoomManager>) async throws -> Response {
        let (input, room) = (try await request.input(), visitor.right.room)
        let settings = RoomSettings(
            name: try input.roomName(), description: try input.roomDescription(), retention: try input.retention(),
            isArchived: input.flag(.archived))
        guard settings.retention == nil || request.scope == .full else { throw APIError.scopeNeeded(.full) }
        try await checkingName { try await rooms.update(settings, by: visitor.right) }
        return .data(RoomResource(try await rooms.manager(of: room.id, by: visitor.person.user.id).room))
    }

    private func checkingName<Value>(_ change: () async throws -> Value) async throws -> Value {
        do { return try await change() } catch RoomService.Refusal.nameTaken {
            throw InvalidInput(.name, RoomService.Refusal.nameTaken.message)
        }
    }

    func delete(_ request: Request, visitor: RoomVisitor<RoomManager>) async throws -> Response {
        try await rooms.delete(by: visitor.right)
        return .done
    }

    /// Those who have a page of the room open.
    func presence(_ request: Request, visitor: RoomVisitor<RoomAccess>) -> Response {
        .data(PresenceResource(live.people(in: visitor.right.room.id)))
    }
}

/// How long a room keeps its messages, in words.
enum RetentionWord: String, CaseIterable {
    case site, forever, days
}

extension Input {
    /// Nil where it is to stay as it is.
    fileprivate func retention() throws(InvalidInput) -> Room.Retention? {
        let word = word(.retention, as: RetentionWord.self)
        guard word == .days || !has(.days) else {
            throw InvalidInput(.days, Text("This goes with the retention “days” only."))
        }
        switch word {
        case nil: return nil
        case .site: return .site
        case .forever: return .forever
        case .days:
            guard let days = integer(.days) else { throw InvalidInput(.days, Text("This field is missing.")) }
            return .days(Int(days))
        }
    }

    fileprivate func roomName() throws(InvalidInput) -> RoomName? {
        guard let text = text(.name) else { return nil }
        do { return try RoomName(text) } catch { throw InvalidInput(.name, error.message(limit: RoomName.limit)) }
    }

    fileprivate func roomDescription() throws(InvalidInput) -> RoomDescription? {
        guard let text = text(.description) else { return nil }
        do { return try RoomDescription(text) } catch {
            throw InvalidInput(.description, error.message(limit: RoomDescription.limit))
        }
    }
}
