import Foundation
import GRDB

extension TestSite {
    /// The hashes of all session tokens.
    func tokens() async throws -> [Data] {
        try await database.pool.read { try Data.fetchAll($0, sql: "SELECT tokenHash FROM session ORDER BY id") }
    }

    /// The name of the one picture that an account has.
    func storedPicture() async throws -> String? {
        try await database.pool.read { try String.fetchOne($0, sql: "SELECT avatar FROM user") }
    }

    /// Puts a text into an account behind the back of all checks.
    func force(nickname: String) async throws {
        try await database.pool.write { db in
            try db.execute(sql: "UPDATE user SET nickname = ?", arguments: [nickname])
        }
    }

    /// Lets something happen to the one account, more often than a day's list holds.
    func addActivity(count: Int) async throws {
        try await database.pool.write { db in
            for _ in 0..<count {
                try db.execute(
                    sql: """
                        INSERT INTO activity (userId, kind, userAgent, address, at)
                        SELECT id, 'nicknameChanged', '', '', createdAt FROM user
                        """)
            }
        }
    }

    /// Gives a person a second factor, of which nobody has the key.
    func forceTwoFactor(of username: String) async throws {
        try await database.pool.write { db in
            try db.execute(
                sql: """
                    INSERT INTO twoFactor (userId, sealedKey, beganAt, confirmedAt)
                    SELECT id, x'00', 1, 1 FROM user WHERE username = ?
                    """, arguments: [username])
        }
    }
}
