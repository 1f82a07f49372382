import Accounts
import Foundation
import Storage

/// The `block` table. Its functions run inside a transaction of the caller.
enum BlockStore {
    /// Whether one person has blocked another.
    static func exists(_ db: Transaction, by person: User.ID, of other: User.ID) throws -> Bool {
        try db.exists("SELECT 1 FROM block WHERE userId = ? AND blockedId = ?", [person, other])
    }

    static func existsEitherWay(_ db: Transaction, _ person: User.ID, _ other: User.ID) throws -> Bool {
        try exists(db, by: person, of: other) || exists(db, by: other, of: person)
    }

    /// Whether somebody else in a direct conversation has blocked the person, or the other way round.
    static func exists(_ db: Transaction, between person: User.ID, andOthersIn room: Room.ID) throws -> Bool {
        try db.exists(
            """
            SELECT 1 FROM membership JOIN block
                ON block.userId = membership.userId AND block.blockedId = ?
                OR block.userId = ? AND block.blockedId = membership.userId
            WHERE membership.roomId = ? AND membership.userId <> ? LIMIT 1
            """, [person, person, room, person])
    }

    /// Who in a room has blocked whom in it.
    static func pairs(_ db: Transaction, in room: Room.ID) throws -> [(person: User.ID, blocked: User.ID)] {
        try db.rows(
            """
            SELECT block.userId, block.blockedId FROM membership
            JOIN block ON block.userId = membership.userId
            JOIN membership AS other ON other.roomId = membership.roomId AND other.userId = block.blockedId
            WHERE membership.roomId = ?
            """, [room]
        ) { (person: $0[0], blocked: $0[1]) }
    }

    static func all(_ db: Transaction, by person: User.ID) throws -> Set<User.ID> {
        Set(try db.rows("SELECT blockedId FROM block WHERE userId = ?", [person]) { $0[0] as User.ID })
    }

    static func people(_ db: Transaction, by person: User.ID) throws -> [Participant] {
        try db.rows(
            """
            SELECT \(Participant.columns(of: "user")) FROM block JOIN user ON user.id = block.blockedId
            WHERE block.userId = ? ORDER BY user.username
            """, [person]
        ) { Participant($0, at: 0) }.compactMap(\.self)
    }

    static func insert(_ db: Transaction, by person: User.ID, of other: User.ID, at now: Date) throws {
        try db.run(
            "INSERT INTO block (userId, blockedId, createdAt) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [person, other, now.stored])
    }

    static func delete(_ db: Transaction, by person: User.ID, of other: User.ID) throws {
        try db.run("DELETE FROM block WHERE userId = ? AND blockedId = ?", [person, other])
    }
}
