import GRDB
import Testing

@testable import Storage

/// What the schema itself makes sure of in rooms.
struct ConversationSchemaTests {
    /// Ada (1) and Bruno (2) with a message of Ada's in the room of everyone.
    private func withMessage(_ body: (Storage.Database) async throws -> Void) async throws {
        try await withDatabase { database, _ in
            for name in ["ada", "bruno"] { try await database.insertUser(name) }
            try await database.run(
                """
                INSERT INTO message (roomId, number, revision, authorId, body, key, createdAt)
                VALUES (1, 1, 1, 1, 'Hello', zeroblob(16), 0)
                """)
            try await body(database)
        }
    }

    private func refuses(_ sql: String, with code: ResultCode) async throws {
        try await withMessage { database in
            let error = await #expect(throws: DatabaseError.self) { try await database.run(sql) }
            #expect(error?.extendedResultCode == code)
        }
    }

    @Test(arguments: [
        "INSERT INTO membership (roomId, userId, readNumber, joinedAt) VALUES (9, 1, 0, 0)",
        "INSERT INTO membership (roomId, userId, readNumber, joinedAt) VALUES (1, 9, 0, 0)",
        "INSERT INTO message (roomId, number, revision, authorId, body, key, createdAt) VALUES (9, 1, 1, 1, '', randomblob(16), 0)",
        "INSERT INTO message (roomId, number, revision, authorId, body, key, createdAt) VALUES (1, 2, 2, 9, '', zeroblob(16), 0)",
        "INSERT INTO messageVersion VALUES (1, 9, 1, '', 0)",
        "INSERT INTO reaction VALUES (1, 9, 'x', 1, 0)",
        "INSERT INTO reaction VALUES (1, 1, 'x', 9, 0)",
        "INSERT INTO mention (roomId, number, userId, kind) VALUES (1, 9, 1, 'mention')",
        "INSERT INTO report (roomId, number, reason, createdAt) VALUES (1, 9, '', 0)",
        "INSERT INTO block VALUES (1, 9, 0)",
    ])
    func `nothing belongs to a room, a message or a person that is not there`(sql: String) async throws {
        try await refuses(sql, with: .SQLITE_CONSTRAINT_FOREIGNKEY)
    }

    @Test(arguments: [
        "INSERT INTO room (kind, name, createdAt) VALUES ('secret', 'x', 0)",
        "INSERT INTO room (kind, name, createdAt) VALUES ('direct', '', 0)",
        "INSERT INTO room (kind, name, people, createdAt) VALUES ('open', 'x', '1,2', 0)",
        "UPDATE membership SET role = 'emperor'",
        "UPDATE membership SET level = 'loud'",
        "UPDATE message SET key = zeroblob(15)",
        "INSERT INTO mention (roomId, number, userId, kind) VALUES (1, 1, 2, 'whisper')",
        "INSERT INTO mention (roomId, userId, kind) VALUES (1, 2, 'webhook')",
        "INSERT INTO mention (roomId, userId, kind) VALUES (1, 2, 'mention')",
        "INSERT INTO mention (roomId, number, userId, kind, hookId) VALUES (1, 1, 2, 'webhook', 1)",
        "INSERT INTO mention (roomId, userId, kind, hookId) VALUES (1, 2, 'mention', 1)",
        "INSERT INTO report (roomId, number, reason, createdAt, outcome) VALUES (1, 1, '', 0, 'shot')",
        "INSERT INTO block VALUES (1, 1, 0)",
    ])
    func `unknown kinds, half a key and oneself as an enemy are refused`(sql: String) async throws {
        try await refuses(sql, with: .SQLITE_CONSTRAINT_CHECK)
    }

    @Test(arguments: [
        "INSERT INTO message (roomId, number, revision, authorId, body, key, createdAt) VALUES (1, 2, 2, 1, '', zeroblob(16), 0)",
        "INSERT INTO message (roomId, number, revision, authorId, body, key, createdAt) VALUES (1, 2, 1, 2, '', zeroblob(16), 0)",
    ])
    func `a key is used once by a person, and a revision once in a room`(sql: String) async throws {
        try await refuses(sql, with: .SQLITE_CONSTRAINT_UNIQUE)
    }

    @Test func `people who sign up later are in the room of everyone, unless it is being deleted`() async throws {
        try await withMessage { database in
            #expect(
                try await database.text("SELECT group_concat(userId || ':' || readNumber) FROM membership") == "1:0,2:0"
            )
            try await database.run("UPDATE room SET lastNumber = 7")
            try await database.insertUser("mei")
            #expect(
                try await database.text(
                    "SELECT readNumber || ' ' || memberCount FROM membership JOIN room WHERE userId = 3") == "7 3")
            try await database.run("UPDATE room SET deletedAt = 1")
            try await database.insertUser("noor")
            #expect(try await database.text("SELECT count(*) || '' FROM membership") == "3")
        }
    }

    @Test func `unread mentions are counted whatever becomes of them`() async throws {
        try await withMessage { database in
            func counts() async throws -> String? {
                try await database.text("SELECT group_concat(mentionCount) FROM membership ORDER BY userId")
            }
            try await database.run(
                "INSERT INTO mention (roomId, number, userId, kind) VALUES (1, 1, 2, 'mention'), (1, 1, 1, 'reply')")
            #expect(try await counts() == "1,1")
            try await database.run("UPDATE mention SET isRead = 1 WHERE userId = 1")
            try await database.run("UPDATE mention SET isRead = 1 WHERE userId = 1")
            #expect(try await counts() == "0,1")
            try await database.run("DELETE FROM message")
            #expect(try await counts() == "0,0")
        }
    }

    @Test func `who deletes their account leaves messages without an author and files without a place`() async throws {
        try await withMessage { database in
            try await database.run(
                """
                INSERT INTO attachment (roomId, number, uploaderId, name, type, bytes, sha256, createdAt)
                VALUES (1, 1, 1, 'a', 'b', 1, zeroblob(32), 0)
                """)
            try await database.run("DELETE FROM user WHERE id = 1")
            #expect(try await database.text("SELECT body FROM message WHERE authorId IS NULL") == "Hello")
            #expect(
                try await database.text("SELECT name FROM attachment WHERE uploaderId IS NULL AND number = 1") == "a")
            try await database.run("DELETE FROM message")
            #expect(
                try await database.text("SELECT name FROM attachment WHERE number IS NULL AND roomId IS NULL") == "a")
        }
    }

    @Test func `the search index follows every change of a message that it has`() async throws {
        try await withMessage { database in
            func finds(_ word: String) async throws -> Bool {
                try await database.text("SELECT rowid || '' FROM messageText WHERE messageText MATCH '\(word)'")
                    == "\(1 << 32 | 1)"
            }
            try await database.run("INSERT INTO messageText (rowid, body) SELECT 1 << 32 | 1, body FROM message")
            try await database.run("DELETE FROM messageTextPending")
            #expect(try await finds("hello"))
            try await database.run("UPDATE message SET body = 'Goodbye'")
            #expect(try await !finds("hello"))
            #expect(try await finds("goodbye"))
            try await database.run("DELETE FROM room")
            #expect(try await !finds("goodbye"))
        }
    }

    @Test(arguments: ["UPDATE message SET body = 'Goodbye'", "DELETE FROM message", "DELETE FROM room"])
    func `the search index has nothing of a message that waits for it`(change: String) async throws {
        try await withMessage { database in
            let pending = "SELECT group_concat(id) FROM messageTextPending"
            #expect(try await database.text(pending) == "\(1 << 32 | 1)")
            try await database.run(change)
            #expect(try await database.text("SELECT count(*) || '' FROM messageText_data WHERE id > 10") == "0")
            #expect(try await (database.text(pending) == nil) == change.hasPrefix("DELETE"))
        }
    }
}

extension Storage.Database {
    fileprivate func run(_ sql: String) async throws {
        try await pool.write { try $0.execute(sql: sql) }
    }

    fileprivate func text(_ sql: String) async throws -> String? {
        try await pool.read { try String.fetchOne($0, sql: sql) }
    }
}
