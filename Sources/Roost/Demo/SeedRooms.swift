import Accounts
import Conversation
import Foundation
import Storage

/// Rooms for measurements: one with many messages, and small ones, so that people have a list of rooms. Messages are
/// inserted in batches, which takes a fraction of the time that posting them one by one would.
struct SeedRooms: Sendable {
    /// How many rooms each person is in, with the one for everyone.
    private static let roomsPerPerson = 30
    /// The first people are in the rooms: as many as there are tokens.
    private static let memberLimit = DemoCrowd.tokenLimit
    private static let batch = 10_000
    /// Messages are a minute apart, and the newest is as old.
    private static let interval: TimeInterval = 60
    private static let texts = [
        "Has anyone seen the keys to the shed? They were on the **hook** this morning, and now they are gone.",
        "I'd say \"yes\" & <maybe>; the bakery on the corner has the good bread again, but only until noon.",
        "Sätze mit Umlauten, и немного кириллицы, and the rest of the line so that it is about as long.",
    ]

    let database: Database
    /// How many messages the largest room has.
    let messages: Int
    private let now = Date()

    init(in database: Database, messages: Int) {
        self.database = database
        self.messages = messages
    }

    func add() async throws {
        guard messages > 0 else { return }
        let archive = try await addRoom("Archive")
        for number in 2..<Self.roomsPerPerson { try await add(20, to: addRoom("Room \(number)")) }
        for start in stride(from: 0, to: messages, by: Self.batch) {
            try await add(min(Self.batch, messages - start), to: archive)
        }
        try await database.write {
            try $0.run("UPDATE membership SET readNumber = (SELECT lastNumber FROM room WHERE id = roomId)")
        }
    }

    private func addRoom(_ name: String) async throws -> Room.ID {
        try await database.write { [now] db in
            let room = try db.insert(
                "INSERT INTO room (kind, name, description, createdAt) VALUES ('open', ?, '', ?) RETURNING id",
                [name, now.stored])
            try db.run(
                """
                INSERT INTO membership (roomId, userId, readNumber, joinedAt)
                SELECT ?, id, 0, ? FROM user ORDER BY id LIMIT ?
                """, [room, now.stored, Self.memberLimit])
            return room
        }
    }

    private func add(_ count: Int, to room: Room.ID) async throws {
        try await database.write { db in
            let last = try db.row("SELECT lastNumber FROM room WHERE id = ?", [room]) { $0[0] as Int64 } ?? 0
            let authors = try db.rows(
                "SELECT userId FROM membership WHERE roomId = ? ORDER BY userId LIMIT 500", [room]
            ) {
                $0[0] as User.ID
            }
            let added = try (last + 1...last + Int64(count)).map { number in
                let body = try MessageBody("\(number). \(Self.texts[Int(number) % Self.texts.count])")
                let at = now - Self.interval * Double(Int64(messages) + 1 - number)
                return (author: authors[Int(number) * 7 % authors.count], body: body, at: at)
            }
            try SeedDataStore.insertMessages(db, added, in: room)
        }
    }
}
