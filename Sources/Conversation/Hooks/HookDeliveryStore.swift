import Accounts
import Foundation
import Storage

/// The `hookDelivery` table: a queue that a restart does not empty. Its functions run inside a transaction of the caller.
enum HookDeliveryStore {
    /// Deliveries of a hook that wait. What is posted beyond is not told.
    static let capacity = 1_000
    /// Deliveries of a hook that are over and that can still be looked at.
    static let logLength = 20
    /// Seconds after which a delivery that was begun and not finished, because the process ended, is begun again.
    private static let lease: TimeInterval = 60

    /// Notes that a new message is to be told. Apps are not told of, so that two of them cannot keep each other busy.
    static func enqueue(_ db: Transaction, _ number: Int64, _ text: String, by member: Member, at now: Date) throws {
        let hooks = try db.rows(
            """
            SELECT id, word, \(WebhookCreator.hasAccess(to: "outgoingHook")) FROM outgoingHook
            WHERE roomId = ? AND disabledAt IS NULL ORDER BY id
            """, [member.room.id]
        ) { (id: $0[0] as OutgoingWebhook.ID, word: $0[1] as String, isAllowed: $0[2] as Bool) }
        guard !hooks.isEmpty else { return }
        for hook in hooks where !hook.isAllowed {
            try OutgoingWebhookStore.disable(db, hook.id, in: member.room.id, at: now)
        }
        guard try !AppAccount.exists(db, member.person) else { return }
        for hook in hooks where hook.isAllowed && text.begins(withWord: hook.word) {
            try db.run(
                """
                INSERT INTO hookDelivery (hookId, number, dueAt) SELECT ?, ?, ?
                WHERE (SELECT count(*) FROM hookDelivery WHERE hookId = ? AND dueAt IS NOT NULL) < ?
                """, [hook.id, number, now.stored, hook.id, capacity])
        }
    }

    static func isDue(_ db: Transaction, _ queue: HookQueue, at now: Date) throws -> Bool {
        try db.exists(
            """
            SELECT 1 FROM hookDelivery JOIN outgoingHook ON outgoingHook.id = hookId
            WHERE dueAt <= ? AND dueAt IS NOT NULL AND isQuick = ? LIMIT 1
            """, [now.stored, queue == .quick])
    }

    /// Those that are due, one of each hook, so that a slow one does not hold up the others. They are not due again for a
    /// minute. A hook whose maker may not read the room any more is given up instead.
    static func take(_ db: Transaction, _ queue: HookQueue, limit: Int, at now: Date) throws -> [HookDelivery] {
        let due = try db.rows(
            """
            SELECT hookDelivery.id, number, attempts, room.name, \(WebhookCreator.hasAccess(to: "outgoingHook")),
                \(OutgoingWebhookStore.columns)
            FROM hookDelivery JOIN outgoingHook ON outgoingHook.id = hookId JOIN room ON room.id = outgoingHook.roomId
            LEFT JOIN user AS maker ON maker.id = makerId
            WHERE hookDelivery.id IN (
                SELECT min(id) FROM hookDelivery WHERE dueAt <= ? AND dueAt IS NOT NULL GROUP BY hookId)
                AND isQuick = ?
            ORDER BY dueAt, hookDelivery.id LIMIT ?
            """, [now.stored, queue == .quick, limit]
        ) { row in
            (
                id: row[0] as HookDelivery.ID, number: row[1] as Int64, attempts: row[2] as Int,
                room: row[3] as String, isAllowed: row[4] as Bool, hook: OutgoingWebhook(row, at: 5)
            )
        }
        return try due.compactMap { found in
            guard found.isAllowed else {
                try OutgoingWebhookStore.disable(db, found.hook.id, in: found.hook.room, at: now)
                return nil
            }
            try db.run(
                "UPDATE hookDelivery SET dueAt = ? WHERE id = ?", [(now + lease).stored, found.id])
            let message = try MessageStore.find(db, in: found.hook.room, found.number)?.message
            return HookDelivery(
                id: found.id, hook: found.hook, roomName: found.room,
                message: message.flatMap { $0.isDeleted ? nil : $0 }, attempts: found.attempts)
        }
    }

    /// - Parameter next: when it is tried again; nil when it is over.
    static func finish(
        _ db: Transaction, _ delivery: HookDelivery, _ outcome: HookOutcome, next: Date?, at now: Date
    ) throws {
        try db.run(
            """
            UPDATE hookDelivery SET attempts = attempts + 1, dueAt = ?, at = ?, status = ?, problem = ?, milliseconds = ?
            WHERE id = ?
            """,
            [next?.stored, now.stored, outcome.status, outcome.problem, outcome.milliseconds, delivery.id])
        try db.run(
            """
            DELETE FROM hookDelivery WHERE hookId = ? AND dueAt IS NULL AND id <= (
                SELECT id FROM hookDelivery WHERE hookId = ? AND dueAt IS NULL ORDER BY id DESC LIMIT 1 OFFSET ?)
            """, [delivery.hook.id, delivery.hook.id, logLength])
    }

    static func delete(_ db: Transaction, _ id: HookDelivery.ID) throws {
        try db.run("DELETE FROM hookDelivery WHERE id = ?", [id])
    }

    /// The newest first.
    static func log(_ db: Transaction, of hook: OutgoingWebhook.ID) throws -> [HookAttempt] {
        try db.rows(
            """
            SELECT id, number, attempts, at, status, problem, milliseconds, dueAt FROM hookDelivery
            WHERE hookId = ? AND at IS NOT NULL ORDER BY id DESC LIMIT ?
            """, [hook, logLength]
        ) { row in
            HookAttempt(
                id: row[0], number: row[1], attempts: row[2], at: (row[3] as Int64?).map(Date.init(stored:)),
                status: row[4], problem: row[5], milliseconds: row[6],
                dueAt: (row[7] as Int64?).map(Date.init(stored:)))
        }
    }

    static func waiting(_ db: Transaction) throws -> Int {
        try db.row("SELECT count(*) FROM hookDelivery WHERE dueAt IS NOT NULL") { $0[0] } ?? 0
    }
}

extension String {
    /// Whether the text is this word, or begins with it and a blank.
    fileprivate func begins(withWord word: String) -> Bool {
        guard utf8.starts(with: word.utf8) else { return false }
        guard !word.isEmpty, let next = utf8.dropFirst(word.utf8.count).first else { return true }
        return next == UInt8(ascii: " ") || next == UInt8(ascii: "\n")
    }
}
