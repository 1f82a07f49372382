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
        let name = NameMatch(text)
        let page: @Sendable (Transaction, RoomAccess) throws -> MemberPage = { db, access in
            try Self.page(db, access.room.id, matching: name, after: person)
        }
        return try await name == nil ? context.read(as: access, page) : context.readAside(as: access, page)
    }

    public func page(of manager: RoomManager, after person: User.ID? = nil) async throws -> MemberPage {
        try await context.read(as: manager) { db, manager in try Self.page(db, manager.room.id, after: person) }
    }

    private static func page(
        _ db: Transaction, _ room: Room.ID, matching name: NameMatch? = nil, after person: User.ID?
    ) throws -> MemberPage {
        let members = try MembershipStore.page(
            db, of: room, matching: name, after: person ?? 0, limit: pageLimit + 1)
        let isFirst = name == nil && person == nil
        return MemberPage(staff: isFirst ? try MembershipStore.staff(db, of: room) : [], members)
    }
}
