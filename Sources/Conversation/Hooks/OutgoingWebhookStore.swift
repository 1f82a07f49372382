import Accounts
import Foundation
import Storage

/// The `outgoingHook` table. Its functions run inside a transaction of the caller.
enum OutgoingWebhookStore {
    static let columns = """
        outgoingHook.id, outgoingHook.name, outgoingHook.roomId, address, word, salt, failures, outgoingHook.createdAt,
            outgoingHook.disabledAt, \(Participant.columns(of: "maker"))
        """
    static let tables = "outgoingHook LEFT JOIN user AS maker ON maker.id = makerId"

    static func insert(
        _ db: Transaction, _ draft: NewOutgoingWebhook, salt: Data, in room: Room.ID, by maker: User.ID, at now: Date
    ) throws -> OutgoingWebhook.ID {
        try db.insert(
            """
            INSERT INTO outgoingHook (roomId, makerId, name, address, word, salt, createdAt)
            VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id
            """, [room, maker, draft.name.text, draft.address, draft.word, salt, now.stored])
    }

    /// In the order in which they were made.
    static func all(_ db: Transaction, in room: Room.ID) throws -> [OutgoingWebhook] {
        try db.rows(
            "SELECT \(columns) FROM \(tables) WHERE outgoingHook.roomId = ? ORDER BY outgoingHook.id", [room]
        ) { OutgoingWebhook($0, at: 0) }
    }

    static func find(_ db: Transaction, _ id: OutgoingWebhook.ID, in room: Room.ID) throws -> OutgoingWebhook? {
        try db.row(
            "SELECT \(columns) FROM \(tables) WHERE outgoingHook.id = ? AND outgoingHook.roomId = ?", [id, room]
        ) { OutgoingWebhook($0, at: 0) }
    }

    static func delete(_ db: Transaction, _ id: OutgoingWebhook.ID) throws {
        try db.run("DELETE FROM outgoingHook WHERE id = ?", [id])
    }

    /// - Parameter person: whose it is from now on.
    static func enable(_ db: Transaction, _ id: OutgoingWebhook.ID, by person: User.ID) throws {
        try db.run("UPDATE outgoingHook SET disabledAt = NULL, failures = 0, makerId = ? WHERE id = ?", [person, id])
    }

    /// Counts a failure, or forgets those before, and says how many there are.
    static func count(_ db: Transaction, _ outcome: HookOutcome, of id: OutgoingWebhook.ID) throws -> Int {
        try db.run(
            "UPDATE outgoingHook SET failures = \(outcome.isSuccess ? "0" : "failures + 1"), isQuick = ? WHERE id = ?",
            [outcome.isQuick, id])
        return try db.row("SELECT failures FROM outgoingHook WHERE id = ?", [id]) { $0[0] } ?? 0
    }

    /// Gives the hook up, with all that was still to be told. Those who look after the room hear of it.
    static func disable(_ db: Transaction, _ id: OutgoingWebhook.ID, in room: Room.ID, at now: Date) throws {
        try db.run("UPDATE outgoingHook SET disabledAt = ? WHERE id = ?", [now.stored, id])
        try db.run("UPDATE hookDelivery SET dueAt = NULL WHERE hookId = ? AND dueAt IS NOT NULL", [id])
        guard let hook = try find(db, id, in: room) else { return }
        try MentionStore.insert(db, about: hook)
        try AuditStore.insert(db, .hookDisabled, by: nil, room: room, detail: hook.name, at: now)
    }
}

extension OutgoingWebhook {
    /// Reads `OutgoingWebhookStore.columns` from the column at `offset`.
    init(_ row: borrowing Row, at offset: Int) {
        (id, name, room) = (row[offset], row[offset + 1], row[offset + 2])
        (address, word, salt, failures) = (row[offset + 3], row[offset + 4], row[offset + 5], row[offset + 6])
        createdAt = Date(stored: row[offset + 7])
        disabledAt = (row[offset + 8] as Int64?).map(Date.init(stored:))
        maker = Participant(row, at: offset + 9)
    }
}
