import Accounts
import Foundation
import Storage

/// The `report` table. Its functions run inside a transaction of the caller.
enum ReportStore {
    /// Whose reports a person may handle.
    enum Scope {
        case all(administrator: User.ID)
        /// Of the rooms that the person moderates, but for messages of their own.
        case moderated(by: User.ID)

        var person: User.ID {
            switch self {
            case .all(let person), .moderated(let person): person
            }
        }
    }

    /// Takes the moderator as its first argument.
    private static let selection = """
        SELECT report.id, \(RoomSummary.columns), report.number, message.body, message.deletedAt,
            report.reason, report.createdAt, message.createdAt,
            CASE WHEN mine.userId IS NOT NULL OR room.kind = 'open' THEN 1 ELSE 0 END,
            \(Participant.columns(of: "author")), \(Participant.columns(of: "reporter"))
        FROM report JOIN room ON room.id = report.roomId
        LEFT JOIN membership AS mine
            ON mine.roomId = report.roomId AND mine.userId = ? AND mine.leftAt IS NULL
        JOIN message ON message.roomId = report.roomId AND message.number = report.number
        LEFT JOIN user AS author ON author.id = message.authorId
        LEFT JOIN user AS reporter ON reporter.id = report.reporterId
        """

    /// Nil for somebody who moderates nothing.
    static func scope(_ db: Transaction, of person: User.ID) throws -> Scope? {
        if try AccessStore.isAdministrator(db, person) { return .all(administrator: person) }
        let isModerator = try db.exists(
            """
            SELECT 1 FROM membership JOIN user ON user.id = membership.userId
            WHERE membership.userId = ? AND membership.role <> 'member' AND membership.leftAt IS NULL
                AND user.disabledAt IS NULL LIMIT 1
            """, [person])
        return isModerator ? .moderated(by: person) : nil
    }

    /// At most `limit` reports that nobody has handled, the oldest first.
    static func open(_ db: Transaction, _ scope: Scope, after id: Report.ID, limit: Int) throws -> [Report] {
        let (condition, arguments) = condition(scope)
        return try db.rows(
            """
            \(selection) WHERE report.handledAt IS NULL AND report.id > ? AND room.deletedAt IS NULL \(condition)
            ORDER BY report.id LIMIT ?
            """, [scope.person, id] + arguments + [limit]
        ) { Report($0) }
    }

    static func find(_ db: Transaction, _ id: Report.ID, _ scope: Scope) throws -> Report? {
        let (condition, arguments) = condition(scope)
        return try db.row(
            "\(selection) WHERE report.id = ? AND report.handledAt IS NULL AND room.deletedAt IS NULL \(condition)",
            [scope.person, id] + arguments
        ) { Report($0) }
    }

    private static func condition(_ scope: Scope) -> (String, [(any SQLConvertible)?]) {
        switch scope {
        case .all: ("", [])
        case .moderated(let person):
            (
                """
                AND report.roomId IN (
                    SELECT roomId FROM membership WHERE userId = ? AND role <> 'member' AND leftAt IS NULL)
                AND coalesce(message.authorId, 0) <> ?
                """, [person, person]
            )
        }
    }

    /// Where the person has reported the message before and nobody has handled that yet, the new reason counts.
    static func insert(
        _ db: Transaction, in room: Room.ID, _ number: Int64, by person: User.ID, _ reason: ReportReason, at now: Date
    ) throws {
        try db.run(
            """
            INSERT INTO report (roomId, number, reporterId, reason, createdAt) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (roomId, number, reporterId) DO UPDATE SET reason = excluded.reason
                WHERE report.handledAt IS NULL
            """, [room, number, person, reason.text, now.stored])
    }

    static func openCount(_ db: Transaction, by person: User.ID) throws -> Int {
        try db.row("SELECT count(*) FROM report WHERE reporterId = ? AND handledAt IS NULL", [person]) { $0[0] } ?? 0
    }

    /// Closes all open reports about the message.
    static func close(
        _ db: Transaction, in room: Room.ID, _ number: Int64, _ outcome: ReportOutcome, by person: User.ID,
        at now: Date
    ) throws {
        try db.run(
            """
            UPDATE report SET handledBy = ?, handledAt = ?, outcome = ?
            WHERE roomId = ? AND number = ? AND handledAt IS NULL
            """, [person, now.stored, outcome.rawValue, room, number])
    }
}

extension Report {
    fileprivate init(_ row: borrowing Row) {
        id = row[0]
        room = RoomSummary(row, at: 1)
        number = row[4]
        text = row[5]
        isDeleted = (row[6] as Int64?) != nil
        reason = row[7]
        createdAt = Date(stored: row[8])
        writtenAt = Date(stored: row[9])
        isRoomReadable = row[10]
        author = Participant(row, at: 11)
        reporter = Participant(row, at: 11 + Participant.columnCount)
    }
}
