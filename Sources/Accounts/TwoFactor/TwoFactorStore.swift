import Foundation
import Storage

/// The `twoFactor` and `recoveryCode` tables. Its functions run inside a transaction of the caller.
enum TwoFactorStore {
    struct Record {
        /// Empty where there was a second factor a while ago.
        let sealedKey: Data
        let beganAt: Date
        /// Nil while no code has confirmed the key.
        let confirmedAt: Date?
        /// The step of the last code that was taken.
        let lastStep: Int64
    }

    static func find(_ db: Transaction, of user: User.ID) throws -> Record? {
        try db.row("SELECT sealedKey, beganAt, confirmedAt, lastStep FROM twoFactor WHERE userId = ?", [user]) {
            Record(
                sealedKey: $0[0], beganAt: Date(stored: $0[1]),
                confirmedAt: ($0[2] as Int64?).map(Date.init(stored:)), lastStep: $0[3])
        }
    }

    static func isOn(_ db: Transaction, for user: User.ID) throws -> Bool {
        try db.exists("SELECT 1 FROM twoFactor WHERE userId = ? AND confirmedAt IS NOT NULL", [user])
    }

    /// Stores a key that waits to be confirmed. Returns false when there is a confirmed one.
    static func begin(_ db: Transaction, for user: User.ID, sealedKey: Data, at now: Date) throws -> Bool {
        try db.run(
            """
            INSERT INTO twoFactor (userId, sealedKey, beganAt) VALUES (?, ?, ?)
            ON CONFLICT (userId) DO UPDATE SET sealedKey = excluded.sealedKey, beganAt = excluded.beganAt
            WHERE twoFactor.confirmedAt IS NULL
            """, [user, sealedKey, now.stored])
        return db.changes == 1
    }

    static func confirm(_ db: Transaction, of user: User.ID, at now: Date) throws {
        try db.run("UPDATE twoFactor SET confirmedAt = ? WHERE userId = ?", [now.stored, user])
    }

    /// Notes that the code of this step was used. Returns false when it, or a later one, was used before.
    static func use(_ db: Transaction, step: Int64, of user: User.ID) throws -> Bool {
        try db.run("UPDATE twoFactor SET lastStep = ? WHERE userId = ? AND lastStep < ?", [step, user, step])
        return db.changes == 1
    }

    /// Deletes the key and the recovery codes. Returns whether the second factor was on. The step of the last code stays
    /// as long as codes of that time are valid: a code works once, also when the second factor was off meanwhile.
    static func delete(_ db: Transaction, of user: User.ID, at now: Date) throws -> Bool {
        let wasOn = try isOn(db, for: user)
        try db.run("DELETE FROM twoFactor WHERE userId = ? AND lastStep = 0", [user])
        try db.run(
            "UPDATE twoFactor SET sealedKey = ?, beganAt = ?, confirmedAt = NULL WHERE userId = ?",
            [Data(), now.stored, user])
        try db.run("DELETE FROM recoveryCode WHERE userId = ?", [user])
        return wasOn
    }

    static func replaceRecoveryCodes(_ db: Transaction, of user: User.ID, with hashes: [Data]) throws {
        try db.run("DELETE FROM recoveryCode WHERE userId = ?", [user])
        for hash in hashes { try db.run("INSERT INTO recoveryCode (userId, hash) VALUES (?, ?)", [user, hash]) }
    }

    /// Deletes the code. Returns false when there is no such code.
    static func use(_ db: Transaction, recoveryCode hash: Data, of user: User.ID) throws -> Bool {
        try db.run("DELETE FROM recoveryCode WHERE userId = ? AND hash = ?", [user, hash])
        return db.changes == 1
    }

    static func recoveryCodesLeft(_ db: Transaction, of user: User.ID) throws -> Int {
        try db.row("SELECT count(*) FROM recoveryCode WHERE userId = ?", [user]) { $0[0] } ?? 0
    }

    /// Deletes keys that were not confirmed in time.
    static func deleteAbandoned(_ db: Transaction, at now: Date) throws {
        try db.run(
            "DELETE FROM twoFactor WHERE confirmedAt IS NULL AND beganAt <= ?",
            [(now - TwoFactor.pendingLifetime).stored])
    }
}
