import Foundation
import Storage
import Support

/// Accounts of what posts by itself. No password opens them, and no token unless one is made for them.
package enum AppAccount {
    /// Makes one. Like every account, it is in the rooms that include everyone.
    package static func insert(
        _ db: Transaction, named name: Nickname, random: RandomBytes, at now: Date
    ) throws -> User.ID {
        let digits = random(digitCount / 2).hexadecimal
        let user = try UserStore.insert(
            db, username: Username(stored: prefix + digits), nickname: name, hash: nil,
            avatarSeed: UInt64(random: random), isApp: true, at: now)
        return user.id
    }

    private static let prefix = "app-"
    private static let digitCount = 16

    /// Whether the account was made for a webhook, which has an address and needs no token.
    package static func isWebhook(_ username: String, isApp: Bool) -> Bool {
        let digits = username.dropFirst(prefix.count)
        return isApp && username.hasPrefix(prefix) && digits.count == digitCount && digits.allSatisfy(\.isHexDigit)
    }

    /// Whether an account is a program's.
    package static func exists(_ db: Transaction, _ id: User.ID) throws -> Bool {
        try db.exists("SELECT 1 FROM user WHERE id = ? AND isApp = 1", [id])
    }

    /// Erases an account that has said nothing.
    package static func delete(_ db: Transaction, _ id: User.ID) throws {
        _ = try UserStore.delete(db, id)
    }

    /// Keeps the account for what it has said, and nothing else.
    package static func disable(_ db: Transaction, _ id: User.ID, at now: Date) throws {
        try db.run("UPDATE user SET disabledAt = ? WHERE id = ? AND disabledAt IS NULL", [now.stored, id])
    }
}
