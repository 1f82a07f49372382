import Accounts
import Conversation
import Foundation
import HTTP

/// `GET, POST /rooms/:room/members`: who is in a room; adds, removes, and gives roles. What cannot be done is said here, as
/// somebody else may have to be made an owner.
struct MembersPage: Sendable {
    private let page: Page<MembersView>
    private let site: SiteContext

    private var memberships: MembershipService { site.conversation.memberships }

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func show(_ request: Request, visitor: RoomVisitor<RoomAccess>) async throws -> Response {
        try await page.response(view(request, visitor.right), to: request)
    }

    func add(_ request: Request, visitor: RoomVisitor<Member>) async throws -> Response {
        let username = try await request.form()[.username] ?? ""
        // As messages name them.
        let name = username.lowercased().drop { $0 == "@" }
        do {
            try await memberships.add(username: String(name), by: visitor.right)
            return try await done(.memberAdded, in: visitor.right.access)
        } catch let refusal as MembershipService.Refusal {
            var view = try await view(request, visitor.right.access)
            view.username = .username(username, error: refusal.message)
            if refusal == .noSuchPerson {
                view.suggestions = try await site.conversation.people.search(
                    String(name), by: visitor.person.user.id
                ).map { SuggestedPerson($0, .username, value: $0.username) }
            }
            return try await page.response(view, to: request, status: .unprocessableContent)
        }
    }

    func remove(
        _ request: Request, visitor: RoomVisitor<RoomModerator>, person: PersonID
    ) async throws -> Response {
        do {
            try await memberships.remove(person.value, by: visitor.right)
            return try await done(.memberRemoved, in: visitor.right.access)
        } catch let refusal as MembershipService.Refusal {
            return try await refuse(request, visitor.right.access, refusal)
        }
    }

    func setRole(_ request: Request, visitor: RoomVisitor<RoomManager>, person: PersonID) async throws -> Response {
        guard let role = try await request.form()[.role].flatMap(Membership.Role.init) else {
            throw HTTPError.malformed
        }
        let room = visitor.right.room
        do {
            try await memberships.setRole(role, of: person.value, by: visitor.right)
            return .done(.memberRoleSaved, in: site.flashes, to: paths.members(RoomTitle(room).reference))
        } catch let refusal as MembershipService.Refusal {
            // An administrator need not be in the room.
            let access = try? await site.conversation.rooms.access(to: room.id, by: visitor.person.user.id)
            guard let access else { throw refusal }
            return try await refuse(request, access, refusal)
        }
    }

    func leave(_ request: Request, visitor: RoomVisitor<Member>) async throws -> Response {
        do {
            try await memberships.leave(visitor.right)
            return .done(.roomLeft, in: site.flashes, to: paths.rooms)
        } catch let refusal as MembershipService.Refusal {
            return try await refuse(request, visitor.right.access, refusal)
        }
    }

    private func refuse(
        _ request: Request, _ access: RoomAccess, _ refusal: MembershipService.Refusal
    ) async throws -> Response {
        var view = try await view(request, access)
        view.problem = refusal.message
        return try await page.response(view, to: request, status: .conflict)
    }

    private func done(_ flash: Flash, in access: RoomAccess) async throws -> Response {
        .done(flash, in: site.flashes, to: paths.members(try await site.title(of: access).reference))
    }

    private func view(_ request: Request, _ access: RoomAccess) async throws -> MembersView {
        let fields = request.queryString
        let query = (fields?[.search] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        let after = fields?[.after].flatMap(PersonID.init)
        let members = try await memberships.page(of: access, matching: query, after: after?.value)
        var view = MembersView(
            members, matching: query, in: access, try await site.title(of: access), isFirst: after == nil)
        view.listeners = try await site.conversation.outgoingHooks.names(in: access)
        return view
    }
}
