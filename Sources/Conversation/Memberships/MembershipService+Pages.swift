import Accounts
import Storage

/// Who is in a room, a page at a time.
extension MembershipService {
    /// A page has this many members at most.
    public static let pageLimit = 100

    /// - Parameter text: a part of a username or nickname, by which members are looked for; empty for all members.
    /// - Throws: where there is a text, also `WorkQueue.Full` when the person searches elsewhere already, and
    ///   `Database.Failure.busy` when it takes too long.
    public func page(
        of access: RoomAccess, matching text: String = "", after person: User.ID? = nil
    ) async throws -> MemberPage {
        guard let name = NameMatch(text) else {
            return try await context.read(as: access) { db, access in try Self.page(db, access.room.id, after: person) }
        }
        return try await context.readAside(as: access) { db, access in
            let members = try MembershipStore.page(
                db, of: access.room.id, matching: name, after: person ?? 0, limit: Self.pageLimit + 1)
            return MemberPage(staff: [], members)
        }
    }

    public func page(of manager: RoomManager, after person: User.ID? = nil) async throws -> MemberPage {
        try await context.read(as: manager) { db, manager in try Self.page(db, manager.room.id, after: person) }
    }

    private static func page(_ db: Transaction, _ room: Room.ID, after person: User.ID?) throws -> MemberPage {
        let members = try MembershipStore.page(db, of: room, after: person ?? 0, limit: pageLimit + 1)
        return MemberPage(staff: person == nil ? try MembershipStore.staff(db, of: room) : [], members)
    }
}
