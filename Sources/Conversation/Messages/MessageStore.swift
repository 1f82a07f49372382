import Accounts
import Foundation
import Storage

/// Reading the `message` table: pages are ranges of its primary key. Its functions run inside a transaction of the
/// caller.
enum MessageStore {
    private static let selection = """
        SELECT message.number, message.revision, message.body, message.createdAt, message.editedAt, message.deletedAt,
            message.pinnedAt, message.replyTo, message.rendered, \(Participant.columns(of: "author"))
        FROM message LEFT JOIN user AS author ON author.id = message.authorId
        """

    /// Messages in order of their numbers, with what belongs to them.
    ///
    /// - Parameter person: whose reactions are marked; nil for nobody's.
    static func range(
        _ db: Transaction, in room: Room.ID, _ numbers: ClosedRange<Int64>, for person: User.ID? = nil
    ) throws -> (messages: [Message], own: [Int64: Set<Emoji>]) {
        let messages = try db.rows(
            "\(selection) WHERE message.roomId = ? AND message.number BETWEEN ? AND ? ORDER BY message.number",
            [room, numbers.lowerBound, numbers.upperBound]
        ) { Message($0) }
        return try complete(db, messages, in: room, numbers, for: person)
    }

    static func find(
        _ db: Transaction, in room: Room.ID, _ number: Int64, for person: User.ID? = nil
    ) throws -> (message: Message, own: [Int64: Set<Emoji>])? {
        guard try isShown(db, number, in: room) else { return nil }
        let (messages, own) = try range(db, in: room, number...number, for: person)
        return messages.first.map { ($0, own) }
    }

    /// What an archive puts back is not shown before all of it is there.
    private static func isShown(_ db: Transaction, _ number: Int64, in room: Room.ID) throws -> Bool {
        try db.exists("SELECT 1 FROM room WHERE id = ? AND firstNumber <= ?", [room, number])
    }

    /// At most `limit` messages that have changed since the revision, in order of their changes.
    static func changed(_ db: Transaction, in room: Room.ID, since revision: Int64, limit: Int) throws -> [Message] {
        try scattered(
            db, "\(selection) WHERE message.roomId = ? AND message.revision > ? ORDER BY message.revision LIMIT ?",
            [room, revision, limit], in: room)
    }

    /// Those that were pinned last, first.
    static func pinned(_ db: Transaction, in room: Room.ID, limit: Int) throws -> [Message] {
        try scattered(
            db,
            """
            \(selection) WHERE message.roomId = ? AND message.pinnedAt IS NOT NULL
                AND message.number >= (SELECT firstNumber FROM room WHERE id = message.roomId)
            ORDER BY message.pinnedAt DESC, message.number DESC LIMIT ?
            """, [room, limit], in: room)
    }

    /// Messages whose numbers are far apart. What belongs to them is found for each by itself.
    private static func scattered(
        _ db: Transaction, _ sql: String, _ arguments: [(any SQLConvertible)?], in room: Room.ID
    ) throws -> [Message] {
        return try db.rows(sql, arguments) { Message($0) }.map { message in
            try complete(db, [message], in: room, message.number...message.number, for: nil).messages[0]
        }
    }

    static func pinCount(_ db: Transaction, in room: Room.ID) throws -> Int {
        try db.row("SELECT count(*) FROM message WHERE roomId = ? AND pinnedAt IS NOT NULL", [room]) { $0[0] } ?? 0
    }

    /// The person's newest message among the newest of the room. Those before them are not looked at: somebody who has
    /// never written there would have all of them read.
    static func last(_ db: Transaction, in room: Room, by person: User.ID) throws -> Int64? {
        try db.row(
            """
            SELECT number FROM message WHERE roomId = ? AND number > ? AND authorId = ? AND deletedAt IS NULL
            ORDER BY number DESC LIMIT 1
            """, [room.id, room.lastNumber - MessagePage.size, person]
        ) { $0[0] }
    }

    /// What the person has posted with this key.
    static func find(_ db: Transaction, _ key: MessageKey, by person: User.ID) throws -> PostedMessage? {
        try db.row("SELECT roomId, number FROM message WHERE authorId = ? AND key = ?", [person, key.stored]) {
            PostedMessage(room: $0[0], number: $0[1], isRepeat: true)
        }
    }

    /// The first message at this time or later; the number after the newest when there is none. Numbers and times grow
    /// together, so it is found by halving the range.
    static func firstNumber(_ db: Transaction, in room: Room, at time: Date) throws -> Int64 {
        var (low, high) = (room.firstNumber, room.lastNumber + 1)
        let time = min(max(time, Date(stored: 0)), .latest)
        while low < high {
            let middle = low + (high - low) / 2
            let sentAt = try db.row(
                "SELECT createdAt FROM message WHERE roomId = ? AND number = ?", [room.id, middle], { $0[0] as Int64 })
            if let sentAt, sentAt >= time.stored { high = middle } else { low = middle + 1 }
        }
        return low
    }

    static func versions(_ db: Transaction, in room: Room.ID, _ number: Int64) throws -> [MessageVersion] {
        try db.rows(
            "SELECT revision, body, writtenAt FROM messageVersion WHERE roomId = ? AND number = ? ORDER BY revision",
            [room, number]
        ) { MessageVersion(revision: $0[0], text: $0[1], writtenAt: Date(stored: $0[2])) }
    }

    static func versionCount(_ db: Transaction, in room: Room.ID, _ number: Int64) throws -> Int {
        try db.row("SELECT count(*) FROM messageVersion WHERE roomId = ? AND number = ?", [room, number]) { $0[0] } ?? 0
    }

    /// Adds reactions, files, and the beginnings of the messages that are answered.
    private static func complete(
        _ db: Transaction, _ messages: consuming [Message], in room: Room.ID, _ numbers: ClosedRange<Int64>,
        for person: User.ID?
    ) throws -> (messages: [Message], own: [Int64: Set<Emoji>]) {
        let chosen = try ReactionStore.all(db, in: room, numbers, for: person)
        let files = try AttachmentStore.all(db, in: room, numbers)
        let excerpts = try excerpts(db, in: room, of: Set(messages.compactMap { $0.reply?.number }))
        guard !chosen.isEmpty || !files.isEmpty || !excerpts.isEmpty else { return (messages, [:]) }
        let reactions = Dictionary(grouping: chosen, by: \.number)
        let attachments = Dictionary(grouping: files, by: \.number)
        for index in messages.indices {
            let number = messages[index].number
            messages[index].reactions = reactions[number]?.map(\.reaction) ?? []
            messages[index].attachments = attachments[number]?.map(\.attachment) ?? []
            if let reply = messages[index].reply { messages[index].reply?.excerpt = excerpts[reply.number] }
        }
        let own = chosen.reduce(into: [Int64: Set<Emoji>]()) { own, entry in
            if entry.isOwn { own[entry.number, default: []].insert(entry.reaction.emoji) }
        }
        return (messages, own)
    }

    private static func excerpts(
        _ db: Transaction, in room: Room.ID, of numbers: Set<Int64>
    ) throws -> [Int64: Excerpt] {
        guard !numbers.isEmpty else { return [:] }
        let list = SQLList(numbers.sorted())
        let excerpts = try db.rows(
            """
            SELECT \(Excerpt.columns(of: "message", by: "author")) FROM message
            LEFT JOIN user AS author ON author.id = message.authorId
            WHERE message.roomId = ? AND message.number IN (\(list.places))
            """, [room] + list.arguments
        ) { Excerpt($0, at: 0) }
        return Dictionary(uniqueKeysWithValues: excerpts.compactMap(\.self).map { ($0.number, $0) })
    }
}

extension Message {
    fileprivate init(_ row: borrowing Row) {
        number = row[0]
        revision = row[1]
        text = row[2]
        createdAt = Date(stored: row[3])
        editedAt = (row[4] as Int64?).map(Date.init(stored:))
        deletedAt = (row[5] as Int64?).map(Date.init(stored:))
        pinnedAt = (row[6] as Int64?).map(Date.init(stored:))
        rendered = row[8]
        author = Participant(row, at: 9)
        reply = (row[7] as Int64?).map { Reply(number: $0, excerpt: nil) }
    }
}

extension Date {
    /// The end of the year 9999. What people write may be later than can be stored.
    static let latest = Date(stored: 253_402_300_799)
}
