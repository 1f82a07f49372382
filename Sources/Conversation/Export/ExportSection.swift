import Accounts
import Foundation
import Storage
import Support

/// One list of an export.
struct ExportSection: Sendable {
    typealias FileAddress = ConversationExport.FileAddress

    /// Entries in one piece.
    static let pageSize = 500

    let name: String
    /// Entries after a place, as lines of JSON, and where to go on.
    let page: @Sendable (Transaction, User.ID, ExportPlace, FileAddress) throws -> (lines: [Data], next: ExportPlace?)

    static let all = [
        status, rooms, messages, versions, reactions, mentions, files, blocks, reports, webhooks, outgoingWebhooks,
    ]

    /// - Parameters:
    ///   - sql: takes the person, the arguments of the place, and a limit.
    ///   - entry: reads a row, and its place.
    private init<Entry: Encodable & SendableMetatype>(
        _ name: String, _ sql: String,
        by order: ExportOrder,
        entry: @escaping @Sendable (borrowing Row) -> (Entry, ExportPlace)
    ) {
        self.init(name, sql, by: order) { (row: borrowing Row, _) in entry(row) }
    }

    private init<Entry: Encodable & SendableMetatype>(
        _ name: String, _ sql: String,
        by order: ExportOrder,
        addressedEntry: @escaping @Sendable (borrowing Row, FileAddress) -> (Entry, ExportPlace)
    ) {
        self.name = name
        page = { db, person, place, address in
            let rows = try db.rows(sql, [person] + order.arguments(place) + [Self.pageSize]) {
                addressedEntry($0, address)
            }
            let encoder = JSONEncoder.stable
            let lines = try rows.map { try encoder.encode($0.0) }
            return (lines, rows.count == Self.pageSize ? rows.last?.1 : nil)
        }
    }

    private static func date(_ stored: Int64?) -> Date? { stored.map(Date.init(stored:)) }

    private static let status = ExportSection(
        "status",
        """
        SELECT statusEmoji, statusText FROM user
        WHERE id = ? AND ? = 0 AND (statusEmoji IS NOT NULL OR statusText IS NOT NULL) LIMIT ?
        """, by: .number
    ) { (StatusEntry(emoji: $0[0], text: $0[1]), ExportPlace(number: 1)) }

    private static let rooms = ExportSection(
        "rooms",
        """
        SELECT room.id, room.kind, CASE WHEN room.kind = 'open' OR membership.leftAt IS NULL THEN room.name ELSE '' END,
            membership.role, membership.level, membership.readNumber, membership.joinedAt, membership.leftAt, membership.deliveredNumber
        FROM membership JOIN room ON room.id = membership.roomId
        WHERE membership.userId = ? AND membership.roomId > ? ORDER BY membership.roomId LIMIT ?
        """, by: .room
    ) { row in
        (
            RoomEntry(
                id: row[0], kind: row[1], name: row[2], role: row[3], level: row[4], readNumber: row[5],
                deliveredNumber: row[8], joinedAt: Date(stored: row[6]), leftAt: date(row[7])),
            ExportPlace(room: row[0])
        )
    }

    private static let messages = ExportSection(
        "messages",
        """
        SELECT roomId, number, body, replyTo, createdAt, editedAt, deletedAt, pinnedAt FROM message
        WHERE authorId = ? AND (roomId, number) > (?, ?) ORDER BY roomId, number LIMIT ?
        """, by: .roomAndNumber
    ) { row in
        (
            MessageEntry(
                room: row[0], number: row[1], text: row[2], replyTo: row[3], createdAt: Date(stored: row[4]),
                editedAt: date(row[5]), deletedAt: date(row[6]), pinnedAt: date(row[7])),
            ExportPlace(room: row[0], number: row[1])
        )
    }

    private static let versions = ExportSection(
        "formerVersions",
        """
        SELECT message.roomId, message.number, messageVersion.revision, messageVersion.body, messageVersion.writtenAt
        FROM message JOIN messageVersion
            ON messageVersion.roomId = message.roomId AND messageVersion.number = message.number
        WHERE message.authorId = ? AND message.editedAt IS NOT NULL
            AND (message.roomId, messageVersion.revision) > (?, ?)
        ORDER BY message.roomId, messageVersion.revision LIMIT ?
        """, by: .roomAndNumber
    ) { row in
        (
            VersionEntry(room: row[0], number: row[1], text: row[3], writtenAt: Date(stored: row[4])),
            ExportPlace(room: row[0], number: row[2])
        )
    }

    private static let reactions = ExportSection(
        "reactions",
        """
        SELECT roomId, number, emoji, createdAt FROM reaction
        WHERE userId = ? AND (roomId, number, emoji) > (?, ?, ?) ORDER BY roomId, number, emoji LIMIT ?
        """, by: .roomNumberAndText
    ) { row in
        (
            ReactionEntry(room: row[0], number: row[1], emoji: row[2], at: Date(stored: row[3])),
            ExportPlace(room: row[0], number: row[1], text: row[2])
        )
    }

    private static let mentions = ExportSection(
        "inbox",
        """
        SELECT mention.id, mention.roomId, number, kind, isRead, outgoingHook.name
        FROM mention LEFT JOIN outgoingHook ON outgoingHook.id = mention.hookId
        WHERE mention.userId = ? AND mention.id > ? ORDER BY mention.id LIMIT ?
        """, by: .number
    ) { row in
        (
            MentionEntry(room: row[1], number: row[2], kind: row[3], isRead: row[4], webhook: row[5]),
            ExportPlace(number: row[0])
        )
    }

    private static let files = ExportSection(
        "files",
        """
        SELECT id, roomId, number, name, type, bytes, createdAt, sha256 FROM attachment
        WHERE uploaderId = ? AND id > ? ORDER BY id LIMIT ?
        """, by: .number
    ) { row, address in
        let (id, room, name) = (row[0] as Int64, row[1] as Int64?, row[3] as String)
        return (
            FileEntry(
                id: id, room: room, number: row[2], name: name, type: row[4], bytes: row[5],
                createdAt: Date(stored: row[6]), sha256: (row[7] as Data).hexadecimal,
                address: room == nil ? nil : address(id, name)),
            ExportPlace(number: id)
        )
    }

    private static let blocks = ExportSection(
        "blocked",
        """
        SELECT blockedId, username, block.createdAt FROM block JOIN user ON user.id = block.blockedId
        WHERE block.userId = ? AND blockedId > ? ORDER BY blockedId LIMIT ?
        """, by: .number
    ) { row in (BlockEntry(username: row[1], since: Date(stored: row[2])), ExportPlace(number: row[0])) }

    private static let reports = ExportSection(
        "reports",
        """
        SELECT id, roomId, number, reason, createdAt, outcome FROM report
        WHERE reporterId = ? AND id > ? ORDER BY id LIMIT ?
        """, by: .number
    ) { row in
        (
            ReportEntry(
                room: row[1], number: row[2], reason: row[3], createdAt: Date(stored: row[4]), outcome: row[5]),
            ExportPlace(number: row[0])
        )
    }

    private static let webhooks = ExportSection(
        "webhooks",
        """
        SELECT incomingHook.userId, roomId, nickname, incomingHook.createdAt, lastUsedAt
        FROM incomingHook JOIN user ON user.id = incomingHook.userId
        WHERE makerId = ? AND incomingHook.userId > ? ORDER BY incomingHook.userId LIMIT ?
        """, by: .number
    ) { row in
        (
            HookEntry(
                room: row[1], name: row[2], createdAt: Date(stored: row[3]), lastUsedAt: date(row[4])),
            ExportPlace(number: row[0])
        )
    }

    private static let outgoingWebhooks = ExportSection(
        "outgoingWebhooks",
        """
        SELECT id, roomId, name, address, word, createdAt FROM outgoingHook
        WHERE makerId = ? AND id > ? ORDER BY id LIMIT ?
        """, by: .number
    ) { row in
        (
            OutgoingWebhookEntry(
                room: row[1], name: row[2], address: row[3], word: row[4], createdAt: Date(stored: row[5])),
            ExportPlace(number: row[0])
        )
    }
}
