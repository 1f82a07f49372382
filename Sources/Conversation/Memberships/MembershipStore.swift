import Accounts
import Foundation
import Storage

/// The `membership` table. Its functions run inside a transaction of the caller.
enum MembershipStore {
    static let columns =
        ["role", "level", "readNumber", "deliveredNumber", "mentionCount", "noticeCount", "joinedAt"]
        .map { "membership.\($0)" }.joined(separator: ", ")
    static let columnCount = 7

    /// Lets the person in, or in again; what was said before counts as read.
    static func join(
        _ db: Transaction, _ person: User.ID, _ room: Room.ID, as role: Membership.Role = .member, at now: Date
    ) throws {
        try db.run(
            """
            INSERT INTO membership (roomId, userId, role, readNumber, joinedAt)
            SELECT id, ?, ?, lastNumber, ? FROM room WHERE id = ?
            ON CONFLICT (roomId, userId) DO UPDATE SET
                role = excluded.role, level = 'everything', readNumber = excluded.readNumber,
                joinedAt = excluded.joinedAt, leftAt = NULL, isBarred = 0
            """, [person, role.rawValue, now.stored, room])
    }

    /// Ends a membership, and takes the room's mentions out of the person's inbox.
    static func end(_ db: Transaction, _ person: User.ID, _ room: Room.ID, at now: Date) throws {
        try db.run(
            "DELETE FROM mention WHERE userId = ? AND roomId = ? AND kind <> 'warning'", [person, room])
        try db.run(
            "UPDATE membership SET leftAt = ?, role = 'member' WHERE roomId = ? AND userId = ? AND leftAt IS NULL",
            [now.stored, room, person])
    }

    /// Keeps somebody who is no member, or no longer one, from joining by themselves.
    static func bar(_ db: Transaction, _ person: User.ID, from room: Room.ID, at now: Date) throws {
        try db.run(
            """
            INSERT INTO membership (roomId, userId, readNumber, joinedAt, leftAt, isBarred)
            SELECT id, ?, lastNumber, ?, ?, 1 FROM room WHERE id = ?
            ON CONFLICT (roomId, userId) DO UPDATE SET isBarred = 1
            """, [person, now.stored, now.stored, room])
    }

    static func find(_ db: Transaction, _ person: User.ID, _ room: Room.ID) throws -> Membership? {
        try db.row(
            "SELECT \(columns) FROM membership WHERE roomId = ? AND userId = ? AND leftAt IS NULL", [room, person]
        ) { Membership($0, at: 0) } ?? nil
    }

    static func isBarred(_ db: Transaction, _ person: User.ID, from room: Room.ID) throws -> Bool {
        try db.exists("SELECT 1 FROM membership WHERE roomId = ? AND userId = ? AND isBarred = 1", [room, person])
    }

    static func setRole(_ db: Transaction, _ role: Membership.Role, of person: User.ID, in room: Room.ID) throws {
        try db.run(
            "UPDATE membership SET role = ? WHERE roomId = ? AND userId = ? AND leftAt IS NULL",
            [role.rawValue, room, person])
    }

    static func setLevel(_ db: Transaction, _ level: Membership.Level, of person: User.ID, in room: Room.ID) throws {
        try db.run(
            "UPDATE membership SET level = ? WHERE roomId = ? AND userId = ? AND leftAt IS NULL",
            [level.rawValue, room, person])
    }

    /// Moves what the person has read forward, never back, and marks the mentions among it.
    static func markRead(_ db: Transaction, _ person: User.ID, in room: Room.ID, upTo number: Int64) throws {
        try db.run(
            """
            UPDATE membership SET readNumber = ?
            WHERE roomId = ? AND userId = ? AND leftAt IS NULL AND readNumber < ?
            """, [number, room, person, number])
        try MentionStore.markRead(db, of: person, in: room, upTo: number)
    }

    /// The same for several people at once.
    ///
    /// - Parameter people: at least one.
    static func markRead(
        _ db: Transaction, _ people: some Collection<User.ID>, in room: Room.ID, upTo number: Int64
    ) throws {
        let list = SQLList(people)
        let mentioned = try db.rows(
            "SELECT userId FROM membership WHERE roomId = ? AND userId IN (\(list.places)) AND mentionCount > 0",
            [room] + list.arguments
        ) { $0[0] as User.ID }
        try db.run(
            """
            UPDATE membership SET readNumber = ?
            WHERE roomId = ? AND userId IN (\(list.places)) AND leftAt IS NULL AND readNumber < ?
            """, [number, room] + list.arguments + [number])
        for person in mentioned { try MentionStore.markRead(db, of: person, in: room, upTo: number) }
    }

    /// SQL for whether somebody else than the person, its one argument, is in the room of a row: a program is nobody.
    static let hasOthers = """
        EXISTS (SELECT 1 FROM membership AS others JOIN user ON user.id = others.userId
            WHERE others.roomId = room.id AND others.userId <> ? AND others.leftAt IS NULL AND user.isApp = 0)
        """

    /// Whether the person is the room's only owner, and not alone in it.
    ///
    /// An index has those who are more than members; only a condition that repeats its own lets a database use it.
    static func isLastOwner(_ db: Transaction, _ person: User.ID, in room: Room) throws -> Bool {
        guard room.memberCount > 1,
            try db.exists("SELECT 1 FROM room WHERE id = ? AND \(hasOthers)", [room.id, person])
        else { return false }
        let owners = try db.rows(
            """
            SELECT userId FROM membership
            WHERE roomId = ? AND role <> 'member' AND role = 'owner' AND leftAt IS NULL LIMIT 2
            """, [room.id]
        ) { $0[0] as User.ID }
        return owners == [person]
    }

    /// Who looks after the room: its owners, found by the index of ``isLastOwner(_:_:in:)``, or the administrators in it
    /// where it has none.
    static func managers(_ db: Transaction, of room: Room.ID) throws -> [User.ID] {
        let owners = try db.rows(
            """
            SELECT membership.userId FROM membership JOIN user ON user.id = membership.userId
            WHERE roomId = ? AND membership.role <> 'member' AND membership.role = 'owner'
                AND membership.leftAt IS NULL AND user.disabledAt IS NULL
            """, [room]
        ) { $0[0] as User.ID }
        guard owners.isEmpty else { return owners }
        return try db.rows(
            """
            SELECT user.id FROM user JOIN membership ON membership.roomId = ? AND membership.userId = user.id
            WHERE user.role = 'administrator' AND user.disabledAt IS NULL AND membership.leftAt IS NULL
            """, [room]
        ) { $0[0] }
    }

    /// Open and closed rooms that the person is in, without those that include everyone.
    static func roomCount(_ db: Transaction, of person: User.ID) throws -> Int {
        try db.row(
            """
            SELECT count(*) FROM membership JOIN room ON room.id = membership.roomId
            WHERE membership.userId = ? AND membership.leftAt IS NULL AND room.kind <> 'direct'
                AND room.includesEveryone = 0
            """, [person]
        ) { $0[0] } ?? 0
    }

    /// At most `limit` members in order of their accounts, after that of the page before.
    ///
    /// - Parameter name: nil for everyone.
    static func page(
        _ db: Transaction, of room: Room.ID, matching name: NameMatch? = nil, after person: User.ID, limit: Int
    ) throws -> [RoomMember] {
        try db.rows(
            """
            SELECT \(Participant.columns(of: "user")), membership.role, membership.joinedAt
            FROM membership JOIN user ON user.id = membership.userId
            WHERE membership.roomId = ? AND membership.userId > ? AND membership.leftAt IS NULL
                \(name == nil ? "" : "AND \(NameMatch.condition)")
            ORDER BY membership.userId LIMIT ?
            """, [room, person] + (name?.arguments ?? []) + [limit]
        ) { RoomMember($0) }.compactMap(\.self)
    }

    /// Owners and moderators.
    static func staff(_ db: Transaction, of room: Room.ID) throws -> [RoomMember] {
        try db.rows(
            """
            SELECT \(Participant.columns(of: "user")), membership.role, membership.joinedAt
            FROM membership JOIN user ON user.id = membership.userId
            WHERE membership.roomId = ? AND membership.role <> 'member' AND membership.leftAt IS NULL
            ORDER BY membership.userId LIMIT 200
            """, [room]
        ) { RoomMember($0) }.compactMap(\.self)
    }
}

extension Membership {
    /// Reads `MembershipStore.columns` from the column at `offset`; nil if the person has no membership.
    init?(_ row: borrowing Row, at offset: Int) {
        guard let role = row[offset] as String? else { return nil }
        self.role = Role(rawValue: role) ?? .member
        level = Level(rawValue: row[offset + 1]) ?? .everything
        readNumber = row[offset + 2]
        deliveredNumber = max(readNumber, row[offset + 3])
        mentionCount = row[offset + 4]
        noticeCount = row[offset + 5]
        joinedAt = Date(stored: row[offset + 6])
    }
}

extension RoomMember {
    fileprivate init?(_ row: borrowing Row) {
        guard let participant = Participant(row, at: 0) else { return nil }
        self.participant = participant
        let offset = Participant.columnCount
        role = Membership.Role(rawValue: row[offset]) ?? .member
        joinedAt = Date(stored: row[offset + 1])
    }
}
