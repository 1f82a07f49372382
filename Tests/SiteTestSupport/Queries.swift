import Foundation

extension TestSite {
    /// The hashes of all session tokens.
    func tokens() async throws -> [Data] {
        try await database.read { try $0.rows("SELECT tokenHash FROM session ORDER BY id") { $0[0] } }
    }

    /// The name of the one picture that an account has.
    func storedAvatar() async throws -> String? {
        try await database.read { try $0.row("SELECT avatar FROM user") { $0[0] as String? } ?? nil }
    }

    /// Puts a text into an account behind the back of all checks.
    func force(nickname: String) async throws {
        try await database.write { db in
            try db.run("UPDATE user SET nickname = ?", [nickname])
        }
    }

    /// Lets something happen to the one account, more often than a day's list holds.
    func addActivity(count: Int) async throws {
        try await database.write { db in
            for _ in 0..<count {
                try db.run(
                    """
                    INSERT INTO activity (userId, kind, userAgent, address, at)
                    SELECT id, 'nicknameChanged', '', '', createdAt FROM user
                    """)
            }
        }
    }

    /// Gives a person a second factor, of which nobody has the key.
    func forceTwoFactor(of username: String) async throws {
        try await database.write { db in
            try db.run(
                """
                INSERT INTO twoFactor (userId, sealedKey, beganAt, confirmedAt)
                SELECT id, x'00', 1, 1 FROM user WHERE username = ?
                """, [username])
        }
    }
}
