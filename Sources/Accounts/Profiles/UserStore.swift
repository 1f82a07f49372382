import Foundation
import Storage

/// The `user` table. Its functions run inside a transaction of the caller.
enum UserStore {
    /// What a ``User`` is read from, in the order in which it is selected. A column is named here and where its value is
    /// read, and nowhere else.
    enum Column: Int, CaseIterable {
        case id, username, nickname, avatar, avatarSeed, createdAt, role, disabledAt, language, timeZone, isApp,
            showsPresence, sendsReceipts
    }

    static let columns = Column.allCases.map { "user.\($0)" }.joined(separator: ", ")
    static let columnCount = Column.allCases.count

    /// The first person on an empty site is an administrator: writing transactions come one after the other, so that
    /// of two at once one is.
    ///
    /// - Parameters:
    ///   - hash: nil for an account whose password is not set yet.
    ///   - isApp: whether a program posts by it, and no person.
    /// - Throws: `Username.Problem.taken` when the unique index says so.
    static func insert(
        _ db: Transaction, username: Username, nickname: Nickname, hash: PasswordHash?, avatarSeed: UInt64,
        isApp: Bool = false, at now: Date
    ) throws -> User {
        let role: User.Role = try hasPeople(db) ? .member : .administrator
        do {
            let id = try db.insert(
                """
                INSERT INTO user (username, nickname, passwordHash, avatarSeed, createdAt, role, isApp)
                VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id
                """,
                [
                    username.text, nickname.text, hash?.description ?? "", Int64(bitPattern: avatarSeed), now.stored,
                    role.rawValue, isApp,
                ])
            return User(
                id: id, username: username, nickname: nickname, avatar: nil, avatarSeed: avatarSeed,
                createdAt: Date(stored: now.stored), role: role, isApp: isApp)
        } catch  where Database.isDuplicate(error, of: "user.username") {
            throw Username.Problem.taken
        }
    }

    static func hasPeople(_ db: Transaction) throws -> Bool {
        try db.exists("SELECT 1 FROM user LIMIT 1")
    }

    static func find(_ db: Transaction, username: Username) throws -> (user: User, hash: PasswordHash?)? {
        try db.row("SELECT \(columns), passwordHash FROM user WHERE username = ?", [username.text]) {
            (User($0), PasswordHash($0[columnCount]))
        }
    }

    static func find(_ db: Transaction, id: User.ID) throws -> User? {
        try db.row("SELECT \(columns) FROM user WHERE id = ?", [id]) { User($0) }
    }

    static func passwordHash(_ db: Transaction, of id: User.ID) throws -> PasswordHash? {
        try db.row("SELECT passwordHash FROM user WHERE id = ?", [id]) { PasswordHash($0[0]) } ?? nil
    }

    /// Stores `new` if the hash is still `old`; says whether it was, so that of two changes at once one counts.
    static func replacePasswordHash(
        _ db: Transaction, of id: User.ID, from old: PasswordHash, to new: PasswordHash
    ) throws -> Bool {
        try db.run(
            "UPDATE user SET passwordHash = ? WHERE id = ? AND passwordHash = ?",
            [new.description, id, old.description])
        return db.changes == 1
    }

    static func setPasswordHash(_ db: Transaction, of id: User.ID, to hash: PasswordHash) throws {
        try db.run("UPDATE user SET passwordHash = ? WHERE id = ?", [hash.description, id])
    }

    static func rename(_ db: Transaction, _ id: User.ID, to nickname: Nickname) throws {
        try db.run("UPDATE user SET nickname = ? WHERE id = ?", [nickname.text, id])
    }

    /// Puts `avatar` in place and returns the name of the one before.
    static func replaceAvatar(_ db: Transaction, of id: User.ID, with avatar: String?) throws -> String? {
        let before = try db.row("SELECT avatar FROM user WHERE id = ?", [id]) { $0[0] as String? } ?? nil
        try db.run("UPDATE user SET avatar = ? WHERE id = ?", [avatar, id])
        return before
    }

    /// Puts `new` in place if the picture is still `old`; says whether it was.
    static func replaceAvatar(
        _ db: Transaction, of id: User.ID, from old: String, to new: String?
    ) throws -> Bool {
        try db.run("UPDATE user SET avatar = ? WHERE id = ? AND avatar = ?", [new, id, old])
        return db.changes == 1
    }

    /// The names among these that are a person's picture.
    static func avatars(_ db: Transaction, among names: some Sequence<String>) throws -> Set<String> {
        Set(try names.filter { try db.exists("SELECT 1 FROM user WHERE avatar = ? LIMIT 1", [$0]) })
    }

    /// The pictures that are still stored as they were uploaded, whose names have an extension, with their owners.
    static func originals(_ db: Transaction) throws -> [(User.ID, String)] {
        try db.rows("SELECT id, avatar FROM user WHERE avatar IS NOT NULL AND avatar LIKE '%.%'") { ($0[0], $0[1]) }
    }

    static func setAvatarSeed(_ db: Transaction, of id: User.ID, to seed: UInt64) throws {
        try db.run("UPDATE user SET avatarSeed = ? WHERE id = ?", [Int64(bitPattern: seed), id])
    }

    static func setPreferences(_ db: Transaction, of id: User.ID, to preferences: Preferences) throws {
        try db.run(
            "UPDATE user SET language = ?, timeZone = ? WHERE id = ?",
            [preferences.language?.rawValue, preferences.timeZone?.text, id])
    }

    static func setPrivacy(_ db: Transaction, of id: User.ID, to privacy: Privacy) throws {
        try db.run(
            "UPDATE user SET showsPresence = ?, sendsReceipts = ? WHERE id = ?",
            [privacy.showsPresence, privacy.sendsReceipts, id])
    }

    /// When the oldest account was made that is still there.
    static func firstSignUp(_ db: Transaction) throws -> Date? {
        try db.row("SELECT createdAt FROM user ORDER BY id LIMIT 1") { Date(stored: $0[0]) }
    }

    /// Erases the person; what other tables have of theirs goes with the row. Returns the name of the picture's file.
    static func delete(_ db: Transaction, _ id: User.ID) throws -> String? {
        let avatar = try replaceAvatar(db, of: id, with: nil)
        try PersonStore.endLinks(db, madeBy: id)
        try db.run("DELETE FROM user WHERE id = ?", [id])
        return avatar
    }
}

extension User {
    /// Reads a row that starts with `UserStore.columns`, from the column at `offset`.
    init(_ row: borrowing Row, at offset: Int = 0) {
        func place(_ column: UserStore.Column) -> Int { offset + column.rawValue }
        id = row[place(.id)]
        username = Username(stored: row[place(.username)])
        nickname = Nickname(stored: row[place(.nickname)])
        avatar = row[place(.avatar)]
        avatarSeed = UInt64(bitPattern: row[place(.avatarSeed)])
        createdAt = Date(stored: row[place(.createdAt)])
        role = Role(rawValue: row[place(.role)]) ?? .member
        disabledAt = (row[place(.disabledAt)] as Int64?).map(Date.init(stored:))
        isApp = row[place(.isApp)]
        privacy = Privacy(showsPresence: row[place(.showsPresence)], sendsReceipts: row[place(.sendsReceipts)])
        // Values that only a later version knows count as not chosen.
        preferences = Preferences(
            language: (row[place(.language)] as String?).flatMap(Language.init(rawValue:)),
            timeZone: (row[place(.timeZone)] as String?).flatMap(TimeZoneName.init))
    }
}
