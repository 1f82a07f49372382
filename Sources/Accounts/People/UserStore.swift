import Foundation
import GRDB
import Storage

/// The `user` table. Its functions run inside a transaction of the caller.
enum UserStore {
    static let columns =
        "user.id, username, nickname, avatar, avatarSeed, user.createdAt, role, disabledAt, language, timeZone"
    static let columnCount = 10

    /// The first person on an empty site is an administrator: writing transactions come one after the other, so that
    /// of two at once one is.
    ///
    /// - Parameter hash: nil for somebody who has yet to set a password.
    /// - Throws: `Username.Problem.taken` when the unique index says so.
    static func insert(
        _ db: GRDB.Database, username: Username, nickname: Nickname, hash: PasswordHash?, avatarSeed: UInt64,
        at now: Date
    ) throws -> User {
        let role: User.Role = try db.row("SELECT 1 FROM user LIMIT 1") == nil ? .administrator : .member
        do {
            try db.run(
                """
                INSERT INTO user (username, nickname, passwordHash, avatarSeed, createdAt, role)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                [
                    username.text, nickname.text, hash?.description ?? "", Int64(bitPattern: avatarSeed), now.stored,
                    role.rawValue,
                ])
        } catch  where Storage.Database.isDuplicate(error, of: "user.username") {
            throw Username.Problem.taken
        }
        return User(
            id: db.lastInsertedRowID, username: username, nickname: nickname, avatar: nil, avatarSeed: avatarSeed,
            createdAt: Date(stored: now.stored), role: role)
    }

    static func find(_ db: GRDB.Database, username: Username) throws -> (User, PasswordHash?)? {
        try db.row("SELECT \(columns), passwordHash FROM user WHERE username = ?", [username.text])
            .map { (User($0), PasswordHash($0["passwordHash"])) }
    }

    static func find(_ db: GRDB.Database, id: User.ID) throws -> User? {
        try db.row("SELECT \(columns) FROM user WHERE id = ?", [id]).map { User($0) }
    }

    static func passwordHash(_ db: GRDB.Database, of id: User.ID) throws -> PasswordHash? {
        try db.row("SELECT passwordHash FROM user WHERE id = ?", [id]).flatMap { PasswordHash($0[0]) }
    }

    /// Stores `new` if the hash is still `old`; says whether it was, so that of two changes at once one counts.
    static func replacePasswordHash(
        _ db: GRDB.Database, of id: User.ID, from old: PasswordHash, to new: PasswordHash
    ) throws -> Bool {
        try db.run(
            "UPDATE user SET passwordHash = ? WHERE id = ? AND passwordHash = ?",
            [new.description, id, old.description])
        return db.changesCount == 1
    }

    static func setPasswordHash(_ db: GRDB.Database, of id: User.ID, to hash: PasswordHash) throws {
        try db.run("UPDATE user SET passwordHash = ? WHERE id = ?", [hash.description, id])
    }

    static func rename(_ db: GRDB.Database, _ id: User.ID, to nickname: Nickname) throws {
        try db.run("UPDATE user SET nickname = ? WHERE id = ?", [nickname.text, id])
    }

    /// Puts `avatar` in place and returns the name of the one before.
    static func replaceAvatar(_ db: GRDB.Database, of id: User.ID, with avatar: String?) throws -> String? {
        let before = try db.row("SELECT avatar FROM user WHERE id = ?", [id])?["avatar"] as String?
        try db.run("UPDATE user SET avatar = ? WHERE id = ?", [avatar, id])
        return before
    }

    /// Puts `new` in place if the picture is still `old`; says whether it was.
    static func replaceAvatar(
        _ db: GRDB.Database, of id: User.ID, from old: String, to new: String?
    ) throws -> Bool {
        try db.run("UPDATE user SET avatar = ? WHERE id = ? AND avatar = ?", [new, id, old])
        return db.changesCount == 1
    }

    /// Those of the names that are somebody's picture.
    static func avatars(_ db: GRDB.Database, among names: some Sequence<String>) throws -> Set<String> {
        let list = String(decoding: try JSONEncoder().encode(Array(names)), as: UTF8.self)
        let sql = "SELECT avatar FROM user WHERE avatar IN (SELECT value FROM json_each(?))"
        return Set(try db.rows(sql, [list]).map { $0[0] })
    }

    /// Whose picture is still kept as it was sent: such a name has an extension.
    static func originals(_ db: GRDB.Database) throws -> [(User.ID, String)] {
        try db.rows("SELECT id, avatar FROM user WHERE avatar IS NOT NULL AND instr(avatar, '.') > 0")
            .map { ($0[0], $0[1]) }
    }

    static func setAvatarSeed(_ db: GRDB.Database, of id: User.ID, to seed: UInt64) throws {
        try db.run("UPDATE user SET avatarSeed = ? WHERE id = ?", [Int64(bitPattern: seed), id])
    }

    static func setPreferences(_ db: GRDB.Database, of id: User.ID, to preferences: Preferences) throws {
        try db.run(
            "UPDATE user SET language = ?, timeZone = ? WHERE id = ?",
            [preferences.language?.rawValue, preferences.timeZone?.text, id])
    }

    /// Erases the person; what other tables have of theirs goes with the row. Returns the name of the picture's file.
    static func delete(_ db: GRDB.Database, _ id: User.ID) throws -> String? {
        let avatar = try replaceAvatar(db, of: id, with: nil)
        try db.run("DELETE FROM user WHERE id = ?", [id])
        return avatar
    }
}

extension User {
    /// Reads a row that starts with `UserStore.columns`, from the column at `offset`.
    init(_ row: Row, at offset: Int = 0) {
        id = row[offset]
        username = Username(stored: row[offset + 1])
        nickname = Nickname(stored: row[offset + 2])
        avatar = row[offset + 3]
        avatarSeed = UInt64(bitPattern: row[offset + 4])
        createdAt = Date(stored: row[offset + 5])
        role = Role(rawValue: row[offset + 6]) ?? .member
        disabledAt = (row[offset + 7] as Int64?).map(Date.init(stored:))
        // What a later version has stored and this one does not know is as if it had not been chosen.
        preferences = Preferences(
            language: (row[offset + 8] as String?).flatMap(Language.init(rawValue:)),
            timeZone: (row[offset + 9] as String?).flatMap(TimeZoneName.init))
    }
}
