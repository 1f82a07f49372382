import Accounts
import Foundation
import Storage

/// What a room is to a person, in one look. Its functions run inside a transaction of the caller.
enum AccessStore {
    struct Found {
        let room: Room
        let person: User.ID
        /// Nil also for somebody who has left or was removed.
        let membership: Membership?
        let isBarred: Bool
        let isAdministrator: Bool

        var mayRead: Bool { membership != nil || room.kind == .open && !isBarred }
    }

    /// Nil when there is no such room, or no such account that is enabled.
    static func find(_ db: Transaction, _ room: Room.ID, for person: User.ID) throws -> Found? {
        try db.row(
            """
            SELECT \(RoomStore.columns), \(MembershipStore.columns), membership.leftAt, membership.isBarred, user.role
            FROM user JOIN room ON room.id = ?
            LEFT JOIN membership ON membership.roomId = room.id AND membership.userId = user.id
            WHERE user.id = ? AND user.disabledAt IS NULL AND room.deletedAt IS NULL
            """, [room, person]
        ) { row in
            let offset = RoomStore.columnCount + MembershipStore.columnCount
            let hasLeft = (row[offset] as Int64?) != nil
            return Found(
                room: Room(row), person: person,
                membership: hasLeft ? nil : Membership(row, at: RoomStore.columnCount),
                isBarred: (row[offset + 1] as Bool?) ?? false, isAdministrator: row[offset + 2] == "administrator")
        }
    }

    /// Those of the people who may read the room, and whether they are members.
    ///
    /// - Parameter people: at least one.
    static func readers(
        _ db: Transaction, among people: some Collection<User.ID>, of room: Room
    ) throws -> [User.ID: Bool] {
        let list = SQLList(people)
        let rows = try db.rows(
            """
            SELECT user.id, CASE WHEN membership.userId IS NOT NULL AND membership.leftAt IS NULL THEN 1 ELSE 0 END,
                coalesce(membership.isBarred, 0)
            FROM user LEFT JOIN membership ON membership.roomId = ? AND membership.userId = user.id
            WHERE user.id IN (\(list.places)) AND user.disabledAt IS NULL
            """, [room.id] + list.arguments
        ) { (id: $0[0] as User.ID, isMember: $0[1] as Bool, isBarred: $0[2] as Bool) }
        let readers = rows.filter { $0.isMember || room.kind == .open && !$0.isBarred }
        return Dictionary(readers.map { ($0.id, $0.isMember) }) { $1 }
    }

    static func isAdministrator(_ db: Transaction, _ person: User.ID) throws -> Bool {
        try db.exists("SELECT 1 FROM user WHERE id = ? AND role = 'administrator' AND disabledAt IS NULL", [person])
    }
}
