import Accounts
import Foundation
import Storage

extension AuditStore {
    /// At most `limit` entries older than `id`, the newest first. Actions that this version does not know are left out.
    static func page(
        _ db: Transaction, _ filter: AuditFilter, before id: AuditEntry.ID, limit: Int
    ) throws -> [AuditEntry] {
        var conditions = ["auditEntry.id < ?"]
        var arguments: [(any SQLConvertible)?] = [id]
        func require(_ column: String, _ value: (any SQLConvertible)?) {
            guard let value else { return }
            conditions.append("auditEntry.\(column) = ?")
            arguments.append(value)
        }
        require("actorId", filter.actor)
        require("subjectId", filter.subject)
        require("roomId", filter.room)
        require("action", filter.action?.rawValue)
        return try db.rows(
            """
            SELECT auditEntry.id, at, action, roomId, number, detail, room.name, \(Participant.columns(of: "actor")),
                \(Participant.columns(of: "subject"))
            FROM auditEntry LEFT JOIN user AS actor ON actor.id = actorId
            LEFT JOIN user AS subject ON subject.id = subjectId
            LEFT JOIN room ON room.id = roomId AND room.deletedAt IS NULL
            WHERE \(conditions.joined(separator: " AND ")) ORDER BY auditEntry.id DESC LIMIT ?
            """, arguments + [limit]
        ) { AuditEntry($0) }.compactMap(\.self)
    }
}

extension AuditEntry {
    fileprivate init?(_ row: borrowing Row) {
        guard let action = Action(rawValue: row[2]) else { return nil }
        id = row[0]
        at = Date(stored: row[1])
        self.action = action
        room = row[3]
        number = row[4]
        detail = row[5]
        roomName = row[6]
        actor = Participant(row, at: 7)
        subject = Participant(row, at: 7 + Participant.columnCount)
    }
}
