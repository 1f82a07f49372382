import Foundation
import GRDB
import TestSupport
import Testing

@testable import Storage

struct UpgradeTests {
    /// Hands a database of this version to `body` that an earlier one has made and filled.
    private func withUpgraded(
        from last: String, _ fill: @escaping @Sendable (GRDB.Database) throws -> Void,
        _ body: (Storage.Database) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { folder in
            let path = folder.appending(path: "roost.sqlite").path()
            let pool = try DatabasePool(path: path)
            try Migrations.all.migrate(pool, upTo: last)
            try await pool.write(fill)
            try pool.close()
            let database = try Storage.Database(path: path)
            try await body(database)
            try database.close()
        }
    }

    /// As the first version made it, with people in it.
    private func withFirstUpgraded(_ body: (Storage.Database) async throws -> Void) async throws {
        let fill: @Sendable (GRDB.Database) throws -> Void = { db in
            try db.execute(
                sql: """
                    INSERT INTO user VALUES
                        (1, 'ada', 'Ada', 'hash', 'ada.webp', 5, 100), (2, 'mei', 'Mei', '-', NULL, 6, 200);
                    INSERT INTO session VALUES
                        (1, 1, zeroblob(32), 'Firefox', '192.0.2.1', 1, 110, 150, 120, 999, NULL),
                        (2, 1, randomblob(32), 'Safari', '192.0.2.2', 0, 130, 140, 130, 999, 145);
                    INSERT INTO activity VALUES (1, 1, 'signedIn', 'Firefox', '192.0.2.1', 110);
                    """)
        }
        try await withUpgraded(from: "1 accounts", fill, body)
    }

    @Test(arguments: [
        (
            "SELECT id, username, nickname, passwordHash, avatar, avatarSeed, createdAt FROM user",
            ["1 ada Ada hash ada.webp 5 100", "2 mei Mei - - 6 200"]
        ),
        (
            "SELECT id, userId, userAgent, address, remembered, createdAt, lastSeenAt, revokedAt FROM session",
            ["1 1 Firefox 192.0.2.1 1 110 150 -", "2 1 Safari 192.0.2.2 0 130 140 145"]
        ),
        ("SELECT id, userId, kind, userAgent, address, at FROM activity", ["1 1 signedIn Firefox 192.0.2.1 110"]),
    ])
    func `rows of the first schema are kept`(sql: String, lines: [String]) async throws {
        try await withFirstUpgraded { database in
            let kept = try await database.pool.read { db in
                try Row.fetchAll(db, sql: sql).map { row in
                    row.databaseValues.map {
                        String.fromDatabaseValue($0) ?? Int.fromDatabaseValue($0).map(String.init) ?? "-"
                    }
                    .joined(separator: " ")
                }
            }
            #expect(kept == lines)
        }
    }

    @Test(arguments: [
        ("SELECT group_concat(role || ifnull(disabledAt, '')) FROM user", "member,member"),
        ("SELECT group_concat(ifnull(lastSeenAt, 'never')) FROM user", "150,never"),
        ("SELECT group_concat(provenAt) FROM session", "110,130"),
        ("SELECT group_concat(showsPresence || sendsReceipts) FROM user", "11,11"),
        ("SELECT count(*) || ifnull(max(review), '') FROM activity", "1"),
        ("SELECT count(*) FROM accountChange", "0"),
        ("SELECT name || kind || memberCount FROM room", "Everyoneopen2"),
        ("SELECT group_concat(userId || role || readNumber) FROM membership", "1member0,2member0"),
    ])
    func
        `nobody is promoted, a sign-in was a proof, people were last seen with their sessions, and all are in one room`(
            sql: String, value: String
        ) async throws
    {
        try await withFirstUpgraded { database in
            let found = try await database.pool.read { try String.fetchOne($0, sql: sql) }
            #expect(found == value)
        }
    }

    @Sendable private func insertPerson(_ db: GRDB.Database) throws {
        try db.execute(
            sql: """
                INSERT INTO user (id, username, nickname, passwordHash, avatarSeed, createdAt)
                VALUES (1, 'ada', 'Ada', 'hash', 5, 100)
                """)
    }

    private func objects(of database: Storage.Database) async throws -> Set<String> {
        try await database.pool.read { db in
            Set(try String.fetchAll(db, sql: "SELECT type || ' ' || name || ' ' || tbl_name FROM sqlite_master"))
        }
    }

    @Test func `a token that was never used is told from one that was used at once`() async throws {
        let fill: @Sendable (GRDB.Database) throws -> Void = { db in
            try insertPerson(db)
            for (id, seen) in [(1, 100), (2, 101), (3, 100)] {
                try db.execute(
                    sql: """
                        INSERT INTO session (id, userId, tokenHash, userAgent, address, remembered, createdAt, lastSeenAt,
                            renewedAt, expiresAt, provenAt)
                        VALUES (?, 1, randomblob(32), '', '', 1, 100, ?, 900, 900, 0)
                        """, arguments: [id, seen])
            }
            // The third is a person's, in a browser.
            try db.execute(
                sql: """
                    INSERT INTO personalToken (sessionId, userId, tokenHash, name, mayWrite)
                        VALUES (1, 1, randomblob(32), 'A', 1), (2, 1, randomblob(32), 'B', 1)
                    """)
        }
        try await withUpgraded(from: "22 webhooks counted apart", fill) { database in
            let seen = try await database.pool.read { db in
                try Int.fetchAll(db, sql: "SELECT lastSeenAt FROM session ORDER BY id")
            }
            #expect(seen == [40, 101, 100])
        }
    }

    @Test func `invitations and who came by them are kept, in tables that refuse other types`() async throws {
        let fill: @Sendable (GRDB.Database) throws -> Void = { db in
            try insertPerson(db)
            try db.execute(
                sql: """
                    INSERT INTO invitation VALUES (7, zeroblob(32), 1, 5, 3, 0, 100, 200);
                    INSERT INTO invited VALUES (1, NULL);
                    """)
        }
        try await withUpgraded(from: "12 personal tokens", fill) { database in
            try await database.pool.write { db in
                let row = try Row.fetchOne(
                    db, sql: "SELECT id, inviterId, uses, usesLeft, length(tokenHash), expiresAt FROM invitation")
                #expect(row?.databaseValues.map { Int.fromDatabaseValue($0) } == [7, 1, 5, 3, 32, 200])
                #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM invited WHERE userId = 1") == 1)
                #expect(throws: DatabaseError.self) {
                    try db.execute(sql: "UPDATE invitation SET expiresAt = 'soon'")
                }
                let lax = try String.fetchAll(
                    db, sql: "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0")
                #expect(lax.allSatisfy { $0.hasPrefix("sqlite_") || $0.hasPrefix("grdb_") }, "\(lax)")
            }
        }
    }

    @Test func `entries of inboxes are kept and counted, and their ids are not used again`() async throws {
        let fill: @Sendable (GRDB.Database) throws -> Void = { db in
            try insertPerson(db)
            try db.execute(
                sql: """
                    INSERT INTO message (roomId, number, revision, authorId, body, key, createdAt)
                        VALUES (1, 1, 1, 1, 'a', zeroblob(16), 0), (1, 2, 2, 1, 'b', randomblob(16), 0),
                            (1, 3, 3, 1, 'c', randomblob(16), 0);
                    INSERT INTO mention (id, roomId, number, userId, kind, isRead)
                        VALUES (5, 1, 1, 1, 'reply', 1), (7, 1, 2, 1, 'warning', 0), (9, 1, 3, 1, 'mention', 0);
                    DELETE FROM mention WHERE id = 9;
                    """)
        }
        try await withUpgraded(from: "18 delivered numbers", fill) { database in
            try await database.pool.write { db in
                try db.execute(sql: "INSERT INTO mention (roomId, number, userId, kind) VALUES (1, 3, 1, 'mention')")
                let rows = try String.fetchAll(
                    db, sql: "SELECT id || ' ' || kind || ' ' || number || ' ' || isRead FROM mention ORDER BY id")
                #expect(rows == ["5 reply 1 1", "7 warning 2 0", "10 mention 3 0"])
                #expect(try Int.fetchOne(db, sql: "SELECT mentionCount FROM membership") == 2)
            }
        }
    }

    @Test func `entries about webhooks are counted apart from mentions, those that are there as well`() async throws {
        let fill: @Sendable (GRDB.Database) throws -> Void = { db in
            try insertPerson(db)
            try db.execute(
                sql: """
                    INSERT INTO message (roomId, number, revision, authorId, body, key, createdAt)
                        VALUES (1, 1, 1, 1, 'a', zeroblob(16), 0);
                    INSERT INTO mention (roomId, number, userId, kind) VALUES (1, 1, 1, 'mention');
                    """)
            for hook in 1...4 {
                try db.execute(
                    sql: """
                        INSERT INTO outgoingHook (roomId, name, address, word, salt, createdAt)
                            VALUES (1, 'Pump', '', '', zeroblob(16), 0);
                        INSERT INTO mention (roomId, userId, kind, hookId) VALUES (1, 1, 'webhook', \(hook));
                        """)
            }
            try db.execute(sql: "UPDATE mention SET isRead = 1 WHERE hookId = 4")
        }
        try await withUpgraded(from: "21 messages indexed later", fill) { database in
            try await database.pool.write { db in
                func counts() throws -> String? {
                    try String.fetchOne(db, sql: "SELECT mentionCount || ' ' || noticeCount FROM membership")
                }
                #expect(try counts() == "1 3")
                try db.execute(sql: "UPDATE mention SET isRead = 1 WHERE hookId = 1")
                #expect(try counts() == "1 2")
                try db.execute(sql: "DELETE FROM outgoingHook")
                #expect(try counts() == "1 0")
                try db.execute(sql: "UPDATE mention SET isRead = 1")
                #expect(try counts() == "0 0")
            }
        }
    }

    /// Whoever adds a migration finds the schema before it here as well.
    @Test(arguments: Migrations.all.migrations.dropLast())
    func `a database of every earlier schema becomes one of this version, with its people and a room`(
        last: String
    ) async throws {
        try await withUpgraded(from: last, insertPerson) { database in
            try await withDatabase { fresh, _ in
                let (upgraded, new) = (try await objects(of: database), try await objects(of: fresh))
                #expect(upgraded == new)
            }
            let rows = try await database.pool.read { db in
                try String.fetchAll(
                    db,
                    sql: """
                        SELECT username || ' is in ' || room.name FROM user
                        JOIN membership ON userId = user.id JOIN room ON room.id = roomId
                        """)
            }
            #expect(rows == ["ada is in Everyone"])
        }
    }
}
