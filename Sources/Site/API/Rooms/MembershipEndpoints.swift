import Accounts
import Conversation
import HTTP

/// `rooms/:room/membership` and `rooms/:room/members`: joining, leaving, and who is in a room.
struct MembershipEndpoints: Sendable {
    private let site: SiteContext

    init(_ site: SiteContext) {
        self.site = site
    }

    private var memberships: MembershipService { site.conversation.memberships }

    func show(_ request: Request, visitor: RoomVisitor<Member>) -> Response {
        .data(MembershipResource(visitor.right.membership, in: visitor.right.room))
    }

    /// Calling it again has no effect.
    func join(_ request: Request, visitor: RoomVisitor<RoomAccess>) async throws -> Response {
        try await memberships.join(visitor.right)
        return try await current(visitor.right.room.id, visitor.person)
    }

    func leave(_ request: Request, visitor: RoomVisitor<Member>) async throws -> Response {
        try await memberships.leave(visitor.right)
        return .done
    }

    func setLevel(_ request: Request, visitor: RoomVisitor<Member>) async throws -> Response {
        if let level = try await request.input().word(.level, as: Membership.Level.self) {
            try await memberships.setLevel(level, of: visitor.right)
        }
        return try await current(visitor.right.room.id, visitor.person)
    }

    /// An older number changes nothing.
    func markRead(_ request: Request, visitor: RoomVisitor<Member>) async throws -> Response {
        let number = try await request.input().integer(.number) ?? 0
        try await memberships.markRead(upTo: number, by: visitor.right)
        return .done
    }

    /// Empty where nobody exchanges receipts with the person, and in rooms of other kinds.
    func receipts(_ request: Request, visitor: RoomVisitor<Member>) async throws -> Response {
        let marks = try await memberships.receipts(for: visitor.right)?.marks ?? []
        return .page(marks.map { ReadMarkResource($0, origin: site.origin) })
    }

    private func current(_ room: Room.ID, _ person: SignedIn) async throws -> Response {
        let member = try await site.conversation.rooms.member(of: room, by: person.user.id)
        return .data(MembershipResource(member.membership, in: member.room))
    }

    func list(_ request: Request, visitor: RoomVisitor<RoomAccess>) async throws -> Response {
        let page = try await memberships.page(
            of: visitor.right, matching: try request.parameters()[.search] ?? "", after: try request.cursor())
        return .page(
            page.members.map { MemberResource($0, origin: site.origin) }, next: page.next.map { String($0) })
    }

    func add(_ request: Request, visitor: RoomVisitor<Member>) async throws -> Response {
        let username = try await request.input().text(.username) ?? ""
        try await memberships.add(username: username.lowercased(), by: visitor.right)
        return .done
    }

    func remove(
        _ request: Request, visitor: RoomVisitor<RoomModerator>, person: PersonID
    ) async throws -> Response {
        try await memberships.remove(person.value, by: visitor.right)
        return .done
    }

    func setRole(_ request: Request, visitor: RoomVisitor<RoomManager>, person: PersonID) async throws -> Response {
        if let role = try await request.input().word(.role, as: Membership.Role.self) {
            try await memberships.setRole(role, of: person.value, by: visitor.right)
        }
        return .done
    }
}
