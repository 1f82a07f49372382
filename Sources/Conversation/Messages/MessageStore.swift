import Accounts
import Foundation
import Storage

/// Reading the `message` table: pages are ranges of its primary key. Its functions run inside a transaction of the
/// caller.
enum MessageStore {
    private static let selection = """
        SELECT message.number, message.revision, message.body, message.createdAt, message.editedAt, message.deletedAt,
            message.pinnedAt, message.replyTo, message.rendered, \(Participant.columns(of: "author")),
            \(Excerpt.columns(of: "quoted", by: "quotedAuthor"))
        FROM message LEFT JOIN user AS author ON author.id = message.authorId
        LEFT JOIN message AS quoted ON quoted.roomId = message.roomId AND quoted.number = message.replyTo
        LEFT JOIN user AS quotedAuthor ON quotedAuthor.id = quoted.authorId
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
        let (messages, own) = try range(db, in: room, number...number, for: person)
        return messages.first.map { ($0, own) }
    }

    /// At most `limit` messages that have changed since the revision, in order of their changes.
    static func changed(_ db: Transaction, in room: Room.ID, since revision: Int64, limit: Int) throws -> [Message] {
        try db.rows(
            "\(selection) WHERE message.roomId = ? AND message.revision > ? ORDER BY message.revision LIMIT ?",
            [room, revision, limit]
        ) { Message($0) }.map { message in
            try complete(db, [message], in: room, message.number...message.number, for: nil).messages[0]
        }
    }

    /// Those that were pinned last, first.
    static func pinned(_ db: Transaction, in room: Room.ID, limit: Int) throws -> [Message] {
        try db.rows(
            """
            \(selection) WHERE message.roomId = ? AND message.pinnedAt IS NOT NULL
            ORDER BY message.pinnedAt DESC, message.number DESC LIMIT ?
            """, [room, limit]
        ) { Message($0) }.map { message in
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

    /// Adds reactions and files.
    private static func complete(
        _ db: Transaction, _ messages: [Message], in room: Room.ID, _ numbers: ClosedRange<Int64>,
        for person: User.ID?
    ) throws -> (messages: [Message], own: [Int64: Set<Emoji>]) {
        let counts = try ReactionStore.counts(db, in: room, numbers, for: person)
        let files = try AttachmentStore.all(db, in: room, numbers)
        guard !counts.isEmpty || !files.isEmpty else { return (messages, [:]) }
        let reactions = Dictionary(grouping: counts, by: \.number)
        let attachments = Dictionary(grouping: files, by: \.number)
        let completed = messages.map { message in
            var message = message
            message.reactions = reactions[message.number]?.map(\.reaction) ?? []
            message.attachments = attachments[message.number]?.map(\.attachment) ?? []
            return message
        }
        let own = counts.reduce(into: [Int64: Set<Emoji>]()) { own, count in
            if count.isOwn { own[count.number, default: []].insert(count.reaction.emoji) }
        }
        return (completed, own)
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
        if let number = row[7] as Int64? {
            reply = Reply(number: number, excerpt: Excerpt(row, at: 9 + Participant.columnCount))
        } else {
            reply = nil
        }
    }
}

extension Date {
    /// The end of the year 9999. What people write may be later than can be stored.
    static let latest = Date(stored: 253_402_300_799)
}
