import Accounts
import Foundation
import Storage

extension FullTextSearch {
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
        let source = Source(request)
        if !request.terms.isEmpty { arguments.append(Self.expression(request.terms)) }
        arguments += [numbers?.lowerBound ?? 0, numbers.map { $0.upperBound - 1 } ?? RoomStore.numberLimit]
        // Here, and not beside the list: SQLite would walk along the room, and make the list anew for each message.
        var conditions = [source.condition, "\(source.number) >= room.firstNumber"]
        add(request, to: &conditions, about: source, &arguments)
        arguments.append(limit)
        return """
            SELECT \(source.distinct) \(source.number) FROM \(source.tables)
            WHERE \(conditions.joined(separator: " AND ")) ORDER BY \(source.order) DESC LIMIT ?
            """
    }

    /// Where the numbers of messages come from.
    ///
    /// A common word has a great many hits, most of which a filter may drop. So the rows of `message` are read only where
    /// their times count; for everything else there are indexes without the texts.
    private struct Source {
        var tables = "message AS hit"
        var number = "hit.number"
        var condition = "hit.roomId = room.id AND hit.number BETWEEN ? AND ? AND hit.deletedAt IS NULL"
        var order = "hit.number"
        var distinct = ""
        /// Whether the rows of `message` are among the tables.
        var hasMessages = true

        init(_ request: SearchRequest) {
            if !request.terms.isEmpty {
                order = "messageText.rowid"
                number = "(messageText.rowid & 4294967295)"
                hasMessages = request.isBoundInTime
                tables = "messageText"
                if hasMessages {
                    tables += " CROSS JOIN message AS hit ON hit.roomId = room.id AND hit.number = \(number)"
                }
                condition = """
                    messageText MATCH ? AND messageText.rowid BETWEEN (room.id << 32 | ?) AND (room.id << 32 | ?)
                    """
            } else if request.author != nil {
                // Along the room, SQLite would look at every message of a person who has written few.
                tables += " INDEXED BY messageByAuthor"
            } else if request.hasFile {
                tables = """
                    attachment CROSS JOIN message AS hit
                        ON hit.roomId = attachment.roomId AND hit.number = attachment.number
                    """
                condition = "attachment.roomId = room.id AND attachment.number BETWEEN ? AND ?"
                order = "attachment.number"
                // Once, however many files it has.
                distinct = "DISTINCT"
                number = order
            }
        }
    }

    private func add(
        _ request: SearchRequest, to conditions: inout [String], about source: Source,
        _ arguments: inout [(any SQLConvertible)?]
    ) {
        // The rarest first.
        if request.hasFile {
            conditions.append(
                """
                EXISTS (SELECT 1 FROM attachment AS file WHERE file.roomId = room.id AND file.number = \(source.number))
                """)
        }
        if let author = request.author {
            conditions.append(
                source.hasMessages
                    ? "hit.authorId = ?"
                    : """
                    EXISTS (SELECT 1 FROM message AS own INDEXED BY messageByAuthor
                        WHERE own.authorId = ? AND own.roomId = room.id AND own.number = \(source.number))
                    """)
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
