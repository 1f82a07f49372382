import Accounts
import Conversation
import Foundation
import PathKit
import Storage
import TestSupport
import Testing

@testable import Roost

/// `ROOST_RETENTION` of a running site.
struct RetentionTests {
    /// Makes a site with two messages in its first room, one of which is two days old.
    private func fill(_ folder: Path) async throws {
        let database = try Database(path: (folder + "roost.sqlite").string)
        let now = Date()
        let ada = try await database.write { db in
            try db.insert(
                """
                INSERT INTO user (username, nickname, passwordHash, avatarSeed, createdAt)
                VALUES ('ada', 'Ada', '', 0, 1) RETURNING id
                """)
        }
        for (text, age) in [("Old", 200_000.0), ("New", 0)] {
            let conversation = Conversation(database: database, now: { now - age })
            let draft = MessageDraft(try MessageBody(text), key: MessageKey())
            _ = try await conversation.messages.post(draft, as: conversation.rooms.member(of: 1, by: ada))
        }
        try database.close()
    }

    private func texts(in folder: Path) async throws -> [String] {
        let database = try Database(joining: (folder + "roost.sqlite").string)
        let texts = try await database.read { db in try db.rows("SELECT body FROM message") { $0[0] as String } }
        try database.close()
        return texts
    }

    @Test(arguments: [([], ["Old", "New"]), (["--retention", "1d"], ["New"])])
    func `a site that runs removes what is too old, and nothing unless that was set`(
        flags: [String], texts kept: [String]
    ) async throws {
        let folder = try makeTemporaryFolder()
        defer { try? folder.delete() }
        try await fill(folder)
        let daemon = try await ServedSite.start(in: folder, ["--port", "0"] + flags)
        let result = await ServedSite.outcome {
            _ = try await daemon.hear(/port=([0-9]+) .*listening/)
            for _ in 0..<600 where try await texts(in: folder) != kept { try await Task.sleep(for: .milliseconds(100)) }
            #expect(try await texts(in: folder) == kept)
        }
        await daemon.stop()
        try result.get()
    }
}
