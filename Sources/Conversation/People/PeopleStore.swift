import Accounts
import Foundation
import Storage

/// What the `user` table has for conversations. Its functions run inside a transaction of the caller.
enum PeopleStore {
    static func find(_ db: Transaction, username: String) throws -> User.ID? {
        // Lower case for A to Z only: "K" (Kelvin) is no letter of a username.
        guard username.utf8.count <= Username.byteLimit, username.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        return try db.row("SELECT id FROM user WHERE username = ?", [username.lowercased()]) { $0[0] }
    }

    static func find(_ db: Transaction, _ usernames: some Collection<String>) throws -> [String: User.ID] {
        let list = SQLList(usernames)
        let people = try db.rows("SELECT username, id FROM user WHERE username IN (\(list.places))", list.arguments) {
            ($0[0] as String, $0[1] as User.ID)
        }
        return Dictionary(uniqueKeysWithValues: people)
    }

    /// At most `limit` people who are in a room with the person and can sign in, by username.
    static func find(
        _ db: Transaction, _ name: NameMatch, inRoomsOf person: User.ID, limit: Int
    ) throws -> [Participant] {
        try db.rows(
            """
            SELECT \(Participant.columns(of: "user")) FROM user
            WHERE \(NameMatch.condition) AND user.id <> ? AND user.isApp = 0 AND user.disabledAt IS NULL
                AND EXISTS (
                    SELECT 1 FROM membership AS mine
                    JOIN membership AS theirs ON theirs.roomId = mine.roomId AND theirs.userId = user.id
                    WHERE mine.userId = ? AND mine.leftAt IS NULL AND theirs.leftAt IS NULL)
            ORDER BY user.username LIMIT ?
            """, name.arguments + [person, person, limit]
        ) { Participant($0, at: 0) }.compactMap(\.self)
    }

    static func exists(_ db: Transaction, _ person: User.ID) throws -> Bool {
        try db.exists("SELECT 1 FROM user WHERE id = ?", [person])
    }

    static func isEnabled(_ db: Transaction, _ person: User.ID) throws -> Bool {
        try db.exists("SELECT 1 FROM user WHERE id = ? AND disabledAt IS NULL", [person])
    }

    static func profile(_ db: Transaction, _ person: User.ID) throws -> Profile? {
        try db.row(
            """
            SELECT \(Participant.columns(of: "user")), statusEmoji, statusText, timeZone, createdAt
            FROM user WHERE id = ?
            """, [person]
        ) { Profile($0) } ?? nil
    }

    static func setStatus(_ db: Transaction, _ status: UserStatus?, of person: User.ID) throws {
        try db.run(
            "UPDATE user SET statusEmoji = ?, statusText = ? WHERE id = ?",
            [status?.emoji?.text, status?.text, person])
    }

    /// Open and closed rooms that both are in.
    static func roomsInCommon(_ db: Transaction, _ person: User.ID, _ other: User.ID, limit: Int) throws -> [Room] {
        try db.rows(
            """
            SELECT \(RoomStore.columns)
            FROM membership AS mine
            JOIN membership AS theirs ON theirs.roomId = mine.roomId AND theirs.userId = ? AND theirs.leftAt IS NULL
            JOIN room ON room.id = mine.roomId
            WHERE mine.userId = ? AND mine.leftAt IS NULL AND room.kind <> 'direct' AND room.deletedAt IS NULL
            ORDER BY room.name, room.id LIMIT ?
            """, [other, person, limit]
        ) { Room($0) }
    }
}

extension Profile {
    fileprivate init?(_ row: borrowing Row) {
        guard let participant = Participant(row, at: 0) else { return nil }
        let offset = Participant.columnCount
        self.participant = participant
        status = UserStatus(
            storedEmoji: row[offset], text: row[offset + 1])
        timeZone = (row[offset + 2] as String?).flatMap(TimeZoneName.init)
        createdAt = Date(stored: row[offset + 3])
    }
}
