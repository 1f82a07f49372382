import Foundation
import Storage

/// What somebody did with a power over others. Stored by name.
public enum AuditAction: String, CaseIterable, Sendable {
    case roomArchived, roomReopened, roomDeleted, retentionChanged
    case memberAdded, memberRemoved, roleChanged
    case messageDeleted
    case reportKept, authorWarned
    case hookMade, hookRevoked, hookDisabled
    case accountMade, accountDisabled, accountEnabled, accountDeleted, botTokenMade
    case accountRoleChanged, sessionsEnded, twoFactorRemoved, resetLinkMade
    case invitationMade, invitationRevoked
}

/// The message because of which something was done.
public struct AuditedMessage: Equatable, Sendable {
    let room: Int64
    let number: Int64

    public init(room: Int64, number: Int64) {
        (self.room, self.number) = (room, number)
    }
}

/// The `auditEntry` table. Its functions run inside a transaction of the caller.
public enum AuditStore {
    /// How long entries are kept: a year.
    static let retention: TimeInterval = 365 * 86_400

    /// - Parameters:
    ///   - actor: nil for the operator.
    ///   - detail: the new role, the days of retention, or the name of what has no account or room to point to.
    public static func insert(
        _ db: Transaction, _ action: AuditAction, by actor: User.ID?, room: Int64? = nil, number: Int64? = nil,
        subject: User.ID? = nil, detail: String = "", at now: Date
    ) throws {
        try db.run(
            """
            INSERT INTO auditEntry (at, actorId, action, roomId, number, subjectId, detail)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """, [now.stored, actor, action.rawValue, room, number, subject, detail])
    }

    /// Deletes at most `limit`; returns how many.
    public static func deleteOld(_ db: Transaction, limit: Int, at now: Date) throws -> Int {
        try db.run(
            "DELETE FROM auditEntry WHERE id IN (SELECT id FROM auditEntry WHERE at < ? LIMIT ?)",
            [(now - retention).stored, limit])
        return db.changes
    }
}
