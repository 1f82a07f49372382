import Accounts
import Foundation
import Storage

/// Search by SQLite's FTS5.
///
/// Each room is a range of rows in the index, whose newest matches are read from its end. So a search costs what the
/// person's rooms cost, and not what the whole site has of a common word.
struct FullTextSearch: MessageSearch {
    func hits(_ db: Transaction, _ request: SearchRequest, limit: Int) throws -> [SearchHit] {
        guard request.isBoundInTime else { return try hits(db, request, in: nil, limit: limit) }
        // Where a time is in a room is found first, so that nothing newer or older is read.
        let rooms =
            try request.room.map { try RoomStore.find(db, $0).map { [$0] } ?? [] }
            ?? RoomStore.all(db, of: request.person)
        let found = try rooms.flatMap { room -> [SearchHit] in
            var request = request
            request.room = room.id
            let numbers = try request.numbers(db, in: room)
            return numbers.isEmpty ? [] : try hits(db, request, in: numbers, limit: limit)
        }
        return Array(found.sorted { $0.place > $1.place }.prefix(limit))
    }

    private func hits(
        _ db: Transaction, _ request: SearchRequest, in numbers: Range<Int64>?, limit: Int
    ) throws -> [SearchHit] {
        var arguments: [(any SQLConvertible)?] = []
        let rooms = visibleRooms(request)
        let candidates = candidates(request, in: numbers, limit: limit, &arguments)
        return try db.rows(
            """
            SELECT \(RoomSummary.columns), message.number, message.body, message.createdAt,
                \(Participant.columns(of: "author"))
            FROM \(rooms.source)
            JOIN message ON message.roomId = room.id AND message.number IN (\(candidates))
            LEFT JOIN user AS author ON author.id = message.authorId
            WHERE \(rooms.condition)
            ORDER BY message.createdAt DESC, message.roomId DESC, message.number DESC LIMIT ?
            """, rooms.first + arguments + rooms.last + [limit]
        ) { SearchHit($0) }
    }

    /// The rooms to look in, as far as the person may see them.
    private func visibleRooms(
        _ request: SearchRequest
    ) -> (source: String, condition: String, first: [(any SQLConvertible)?], last: [(any SQLConvertible)?]) {
        guard let room = request.room else {
            return (
                "membership JOIN room ON room.id = membership.roomId",
                "membership.userId = ? AND membership.leftAt IS NULL AND room.deletedAt IS NULL", [], [request.person]
            )
        }
        return (
            "room LEFT JOIN membership ON membership.roomId = room.id AND membership.userId = ?",
            """
            room.id = ? AND room.deletedAt IS NULL
                AND (membership.userId IS NOT NULL AND membership.leftAt IS NULL
                    OR room.kind = 'open' AND coalesce(membership.isBarred, 0) = 0)
            """, [request.person], [room]
        )
    }

    /// The newest messages of a room that match, by number.
    private func candidates(
        _ request: SearchRequest, in numbers: Range<Int64>?, limit: Int, _ arguments: inout [(any SQLConvertible)?]
    ) -> String {
        let (source, condition, order): (String, String, String)
        var number = "hit.number"
        let range: [(any SQLConvertible)?] = [
            numbers?.lowerBound ?? 0, numbers.map { $0.upperBound - 1 } ?? RoomStore.numberLimit,
        ]
        if !request.terms.isEmpty {
            source = """
                messageText CROSS JOIN message AS hit
                    ON hit.roomId = room.id AND hit.number = (messageText.rowid & 4294967295)
                """
            condition = """
                messageText MATCH ?
                    AND messageText.rowid BETWEEN (room.id << 32 | ?) AND (room.id << 32 | ?)
                """
            order = "messageText.rowid"
            arguments += [Self.expression(request.terms)] + range
        } else if request.author != nil || !request.hasFile {
            // Along the room, SQLite would look at every message of a person who has written few.
            source = request.author == nil ? "message AS hit" : "message AS hit INDEXED BY messageByAuthor"
            condition = "hit.roomId = room.id AND hit.number BETWEEN ? AND ? AND hit.deletedAt IS NULL"
            order = "hit.number"
            arguments += range
        } else {
            source = """
                attachment CROSS JOIN message AS hit
                    ON hit.roomId = attachment.roomId AND hit.number = attachment.number
                """
            condition = "attachment.roomId = room.id AND attachment.number IS NOT NULL"
            order = "attachment.number"
            // Once, however many files it has.
            number = "DISTINCT attachment.number"
        }
        // Here, and not beside the list: SQLite would walk along the room, and make the list anew for each message.
        var conditions = [condition, "hit.number >= room.firstNumber"]
        add(request, to: &conditions, &arguments)
        arguments.append(limit)
        return """
            SELECT \(number) FROM \(source) WHERE \(conditions.joined(separator: " AND "))
            ORDER BY \(order) DESC LIMIT ?
            """
    }

    private func add(
        _ request: SearchRequest, to conditions: inout [String], _ arguments: inout [(any SQLConvertible)?]
    ) {
        if let author = request.author {
            conditions.append("hit.authorId = ?")
            arguments.append(author)
        }
        if let since = request.since {
            conditions.append("hit.createdAt >= ?")
            arguments.append(since.stored)
        }
        if let before = request.before {
            conditions.append("hit.createdAt < ?")
            arguments.append(before.stored)
        }
        if request.hasFile {
            conditions.append(
                """
                EXISTS (SELECT 1 FROM attachment AS file WHERE file.roomId = room.id AND file.number = hit.number)
                """)
        }
        if let after = request.after {
            conditions.append("(hit.createdAt, hit.roomId, hit.number) < (?, ?, ?)")
            arguments += [after.time, after.room, after.number]
        }
    }

    /// What FTS5 is to look for. Quotation marks make everything else in a term plain text.
    private static func expression(_ terms: [SearchTerm]) -> String {
        terms.map { term in
            "\"\(term.spelled.joined(separator: " "))\"" + (term.isPrefix ? " *" : "")
        }.joined(separator: " ")
    }

    func isBehind(_ db: Transaction) throws -> Bool {
        try db.exists("SELECT 1 FROM messageTextPending LIMIT 1")
    }

    /// Messages that are indexed in one step: whoever posts waits for it.
    private static let indexStep = 200

    func addPending(_ db: Transaction) throws -> Bool {
        let last = try db.row(
            "SELECT id FROM messageTextPending ORDER BY id LIMIT 1 OFFSET ?", [Self.indexStep - 1]
        ) { $0[0] as Int64 }
        let end = last ?? .max
        // Of a message whose text is gone by now, nothing is left to index.
        try db.run(
            """
            INSERT INTO messageText (rowid, body)
                SELECT id, body FROM messageTextPending
                JOIN message ON roomId = id >> 32 AND number = (id & 4294967295)
                WHERE id <= ? AND body <> '' ORDER BY id
            """, [end])
        try db.run("DELETE FROM messageTextPending WHERE id <= ?", [end])
        return last != nil
    }

    func needsPurge(_ db: Transaction) throws -> Bool {
        try db.exists("SELECT 1 FROM searchPurge LIMIT 1")
    }

    /// Pages of the index that are written in one step: whoever posts waits for it.
    private static let purgeStep = 16

    /// Rewrites the index without what was deleted. Until then, FTS5 only notes that a row is gone, with its words: a
    /// newer SQLite has `secure-delete` for this.
    func purge(_ db: Transaction) throws -> Bool {
        let isRequested = try db.exists("SELECT 1 FROM searchPurge WHERE id = 1")
        let isUnderWay = try db.exists("SELECT 1 FROM searchPurge WHERE id = 2")
        guard isRequested || isUnderWay else { return false }
        if !isUnderWay {
            try db.run("DELETE FROM searchPurge WHERE id = 1")
            try db.run("INSERT INTO searchPurge (id) VALUES (2)")
        }
        let before = try totalChanges(db)
        // A negative number begins to merge everything; a positive one goes on with that.
        try db.run(
            "INSERT INTO messageText (messageText, rank) VALUES ('merge', ?)",
            [isUnderWay ? Self.purgeStep : -Self.purgeStep])
        // So FTS5 says that there was nothing left to merge.
        guard try isUnderWay && totalChanges(db) - before < 2 else { return true }
        try db.run("DELETE FROM searchPurge WHERE id = 2")
        return isRequested
    }

    private func totalChanges(_ db: Transaction) throws -> Int64 {
        try db.row("SELECT total_changes()") { $0[0] } ?? 0
    }
}

extension SearchHit {
    fileprivate init(_ row: borrowing Row) {
        room = RoomSummary(row, at: 0)
        number = row[3]
        text = row[4]
        createdAt = Date(stored: row[5])
        author = Participant(row, at: 6)
    }
}
