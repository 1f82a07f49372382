import Accounts
import Foundation
import Storage

/// The `incomingHook` table. Its functions run inside a transaction of the caller.
enum IncomingWebhookStore {
    private static let columns = """
        app.id, app.nickname, incomingHook.roomId, incomingHook.createdAt, incomingHook.lastUsedAt,
            \(Participant.columns(of: "maker"))
        """

    private static let tables = """
        incomingHook JOIN user AS app ON app.id = incomingHook.userId LEFT JOIN user AS maker ON maker.id = makerId
        """

    static func insert(
        _ db: Transaction, _ id: IncomingWebhook.ID, tokenHash: Data, in room: Room.ID, by maker: User.ID, at now: Date
    ) throws {
        try db.run(
            "INSERT INTO incomingHook (userId, roomId, tokenHash, makerId, createdAt) VALUES (?, ?, ?, ?, ?)",
            [id, room, tokenHash, maker, now.stored])
    }

    /// In the order in which they were made.
    static func all(_ db: Transaction, in room: Room.ID) throws -> [IncomingWebhook] {
        try db.rows(
            "SELECT \(columns) FROM \(tables) WHERE incomingHook.roomId = ? ORDER BY incomingHook.userId", [room]
        ) { IncomingWebhook($0) }
    }

    static func find(_ db: Transaction, _ id: IncomingWebhook.ID, in room: Room.ID) throws -> IncomingWebhook? {
        try db.row(
            "SELECT \(columns) FROM \(tables) WHERE incomingHook.userId = ? AND incomingHook.roomId = ?", [id, room]
        ) { IncomingWebhook($0) }
    }

    /// Whether the account belongs to a hook of another room, or of any where `room` is nil. It has nothing to do elsewhere.
    static func isElsewhere(_ db: Transaction, _ id: User.ID, than room: Room.ID?) throws -> Bool {
        try db.exists("SELECT 1 FROM incomingHook WHERE userId = ? AND roomId <> ?", [id, room ?? 0])
    }

    /// The hook that a token belongs to, and its room; nil also when its maker may not read the room any more.
    static func find(_ db: Transaction, tokenHash: Data) throws -> (id: IncomingWebhook.ID, room: Room.ID)? {
        try db.row(
            """
            SELECT userId, roomId FROM incomingHook
            WHERE tokenHash = ? AND \(WebhookCreator.hasAccess(to: "incomingHook"))
            """, [tokenHash]
        ) { ($0[0], $0[1]) }
    }

    static func noteUse(_ db: Transaction, of id: IncomingWebhook.ID, at now: Date) throws {
        try db.run("UPDATE incomingHook SET lastUsedAt = ? WHERE userId = ?", [now.stored, id])
    }

    /// Takes the hook away. Its account stays as long as there is something that it has said.
    static func delete(_ db: Transaction, _ hook: IncomingWebhook, at now: Date) throws {
        try db.run("DELETE FROM incomingHook WHERE userId = ?", [hook.id])
        try MembershipStore.end(db, hook.id, hook.room, at: now)
        if try db.exists("SELECT 1 FROM message WHERE authorId = ? LIMIT 1", [hook.id]) {
            try AppAccount.disable(db, hook.id, at: now)
        } else {
            try AppAccount.delete(db, hook.id)
        }
    }
}

extension IncomingWebhook {
    fileprivate init(_ row: borrowing Row) {
        (id, name, room) = (row[0], row[1], row[2])
        createdAt = Date(stored: row[3])
        lastUsedAt = (row[4] as Int64?).map(Date.init(stored:))
        maker = Participant(row, at: 5)
    }
}

/// A webhook reads or writes in a room for as long as the person who made it may: it is no way around a removal.
enum WebhookCreator {
    /// SQL for whether the maker of a hook in this table is in its room, and their account is enabled.
    static func hasAccess(to table: String) -> String {
        """
        EXISTS (SELECT 1 FROM membership JOIN user ON user.id = membership.userId
            WHERE membership.userId = \(table).makerId AND membership.roomId = \(table).roomId
                AND membership.leftAt IS NULL AND user.disabledAt IS NULL)
        """
    }
}
