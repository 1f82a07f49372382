import Accounts
import Foundation
import Storage

/// The `room` table. Its functions run inside a transaction of the caller.
enum RoomStore {
    static let columns = """
        room.id, room.kind, room.name, room.description, room.includesEveryone, room.createdBy, room.createdAt, \
        room.archivedAt, room.firstNumber, room.lastNumber, room.lastMessageAt, room.revision, room.memberCount, \
        room.retentionDays
        """
    static let columnCount = 14

    /// A number that no message reaches: 32 bits are left for it in the search index.
    static let numberLimit: Int64 = 0xFFFF_FFFF

    static func find(_ db: Transaction, _ id: Room.ID) throws -> Room? {
        try db.row("SELECT \(columns) FROM room WHERE id = ? AND deletedAt IS NULL", [id]) { Room($0) }
    }

    static func insert(
        _ db: Transaction, _ kind: Room.Kind, name: RoomName, description: RoomDescription, by person: User.ID?,
        at now: Date
    ) throws -> Room.ID {
        try db.insert(
            """
            INSERT INTO room (kind, name, description, createdBy, createdAt) VALUES (?, ?, ?, ?, ?) RETURNING id
            """, [kind.rawValue, name.text, description.text, person, now.stored])
    }

    /// At most `limit` open rooms that the person is not in and was not removed from, by name.
    static func joinable(
        _ db: Transaction, by person: User.ID, after last: (name: String, id: Room.ID)?, limit: Int
    ) throws -> [Room] {
        try db.rows(
            """
            SELECT \(columns) FROM room
            LEFT JOIN membership ON membership.roomId = room.id AND membership.userId = ?
            WHERE room.kind = 'open' AND room.archivedAt IS NULL AND room.deletedAt IS NULL
                AND (room.name, room.id) > (?, ?)
                AND (membership.userId IS NULL OR membership.leftAt IS NOT NULL AND membership.isBarred = 0)
            ORDER BY room.name, room.id LIMIT ?
            """, [person, last?.name ?? "", last?.id ?? 0, limit]
        ) { Room($0) }
    }

    /// Open rooms by exactly these names, the oldest of each.
    static func open(_ db: Transaction, named names: some Collection<String>) throws -> [String: Room.ID] {
        let list = SQLList(names)
        let rooms = try db.rows(
            """
            SELECT name, min(id) FROM room
            WHERE kind = 'open' AND archivedAt IS NULL AND deletedAt IS NULL AND name IN (\(list.places)) GROUP BY name
            """, list.arguments
        ) { ($0[0] as String, $0[1] as Room.ID) }
        return Dictionary(rooms, uniquingKeysWith: min)
    }

    /// All rooms that the person is in.
    static func all(_ db: Transaction, of person: User.ID) throws -> [Room] {
        try db.rows(
            """
            SELECT \(columns) FROM membership JOIN room ON room.id = membership.roomId
            WHERE membership.userId = ? AND membership.leftAt IS NULL AND room.deletedAt IS NULL
            """, [person]
        ) { Room($0) }
    }

    /// At most `limit` rooms that are not direct conversations, in order of their numbers.
    static func all(_ db: Transaction, after id: Room.ID, limit: Int) throws -> [Room] {
        try db.rows(
            "SELECT \(columns) FROM room WHERE id > ? AND kind <> 'direct' AND deletedAt IS NULL ORDER BY id LIMIT ?",
            [id, limit]
        ) { Room($0) }
    }

    /// The first room that everyone is in.
    static func ofEveryone(_ db: Transaction) throws -> Room? {
        try db.row(
            "SELECT \(columns) FROM room WHERE includesEveryone = 1 AND deletedAt IS NULL ORDER BY id LIMIT 1"
        ) { Room($0) }
    }

    /// Nil leaves what there is.
    static func update(
        _ db: Transaction, _ id: Room.ID, name: RoomName?, description: RoomDescription?
    ) throws {
        try db.run(
            "UPDATE room SET name = coalesce(?, name), description = coalesce(?, description) WHERE id = ?",
            [name?.text, description?.text, id])
    }

    static func setArchived(_ db: Transaction, _ id: Room.ID, since time: Date?) throws {
        try db.run("UPDATE room SET archivedAt = ? WHERE id = ?", [time?.stored, id])
    }

    static func setRetention(_ db: Transaction, _ id: Room.ID, _ retention: Room.Retention) throws {
        try db.run("UPDATE room SET retentionDays = ? WHERE id = ?", [retention.stored, id])
    }

    /// Hides the room from everyone; its messages are deleted in pieces later.
    static func markDeleted(_ db: Transaction, _ id: Room.ID, at now: Date) throws {
        try db.run("UPDATE room SET deletedAt = ?, includesEveryone = 0 WHERE id = ?", [now.stored, id])
    }

    /// Takes the room's next revision.
    static func nextRevision(_ db: Transaction, of id: Room.ID) throws -> Int64 {
        guard
            let revision = try db.row(
                "UPDATE room SET revision = revision + 1 WHERE id = ? RETURNING revision", [id], { $0[0] as Int64 })
        else { throw AccessRefusal.notFound }
        return revision
    }

    /// Takes the room's next number and revision for a message.
    static func nextNumber(_ db: Transaction, in id: Room.ID, at now: Date) throws -> (number: Int64, revision: Int64) {
        guard
            let next = try db.row(
                """
                UPDATE room SET lastNumber = lastNumber + 1, revision = revision + 1, lastMessageAt = ?
                WHERE id = ? AND lastNumber < ? RETURNING lastNumber, revision
                """, [now.stored, id, numberLimit], { (number: $0[0] as Int64, revision: $0[1] as Int64) })
        else { throw AccessRefusal.notFound }
        return next
    }
}

extension Room {
    /// Reads `RoomStore.columns` from the column at `offset`.
    init(_ row: borrowing Row, at offset: Int = 0) {
        id = row[offset]
        kind = Kind(rawValue: row[offset + 1]) ?? .closed
        name = row[offset + 2]
        description = row[offset + 3]
        includesEveryone = row[offset + 4]
        createdBy = row[offset + 5]
        createdAt = Date(stored: row[offset + 6])
        archivedAt = (row[offset + 7] as Int64?).map(Date.init(stored:))
        firstNumber = row[offset + 8]
        lastNumber = row[offset + 9]
        lastMessageAt = (row[offset + 10] as Int64?).map(Date.init(stored:))
        revision = row[offset + 11]
        memberCount = row[offset + 12]
        retention = Retention(stored: row[offset + 13])
    }
}

extension Room.Retention {
    init(stored days: Int?) {
        switch days {
        case nil: self = .site
        case 0: self = .forever
        case .some(let days): self = .days(days)
        }
    }

    var stored: Int? {
        switch self {
        case .site: nil
        case .forever: 0
        case .days(let days): min(max(days, 1), Self.dayLimit)
        }
    }
}
