import Accounts
import Storage

/// How far members have got, in the `membership` table. Its functions run inside a transaction of the caller.
enum ReceiptStore {
    /// Of all members of a direct conversation.
    static func marks(_ db: Transaction, in room: Room.ID) throws -> [ReadMark] {
        let blocks = Dictionary(grouping: try BlockStore.pairs(db, in: room), by: \.person)
        return try db.rows(
            """
            SELECT \(Participant.columns(of: "user")), membership.deliveredNumber, membership.readNumber,
                user.sendsReceipts
            FROM membership JOIN user ON user.id = membership.userId
            WHERE membership.roomId = ? AND membership.leftAt IS NULL ORDER BY membership.userId
            """, [room]
        ) { row in ReadMark(row) { Set(blocks[$0, default: []].map(\.blocked)) } }.compactMap(\.self)
    }

    /// Moves what people have been sent forward, never back.
    ///
    /// - Parameter people: at least one.
    static func markDelivered(
        _ db: Transaction, _ people: some Collection<User.ID>, in room: Room.ID, upTo number: Int64
    ) throws {
        let list = SQLList(people)
        try db.run(
            """
            UPDATE membership SET deliveredNumber = ?
            WHERE roomId = ? AND userId IN (\(list.places)) AND leftAt IS NULL AND deliveredNumber < ?
            """, [number, room] + list.arguments + [number])
    }

    /// The newest messages that are not deleted, in order, with their authors.
    static func authors(_ db: Transaction, in room: Room, newest count: Int64) throws -> [(Int64, User.ID)] {
        try db.rows(
            """
            SELECT number, authorId FROM message
            WHERE roomId = ? AND number > ? AND deletedAt IS NULL AND authorId IS NOT NULL ORDER BY number
            """, [room.id, room.lastNumber - count]
        ) { ($0[0], $0[1]) }
    }
}

extension ReadMark {
    fileprivate init?(_ row: borrowing Row, blockedBy: (User.ID) -> Set<User.ID>) {
        guard let person = Participant(row, at: 0) else { return nil }
        blocked = blockedBy(person.id)
        self.person = person
        let offset = Participant.columnCount
        readNumber = row[offset + 1]
        deliveredNumber = max(row[offset], readNumber)
        sendsReceipts = row[offset + 2]
    }
}
