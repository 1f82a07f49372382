import Foundation
import Storage

extension Accounts {
    /// The link is unknown, older than an hour, used, or was replaced by another.
    public struct LinkExpired: Error, Sendable {}

    /// Whose password a link sets.
    ///
    /// - Throws: ``LinkExpired``.
    public func owner(of link: Token<ResetLink>) async throws -> User {
        let (hash, now) = (link.hash, now())
        return try await database.read { db in
            guard let id = try PasswordResetStore.owner(db, tokenHash: hash, at: now),
                let user = try UserStore.find(db, id: id)
            else { throw LinkExpired() }
            return user
        }
    }

    /// Sets a new password with a link, which works once, and ends all sessions. It signs nobody in and leaves the
    /// second factor as it is (OWASP ASVS 5.0, 6.4.3).
    ///
    /// Nothing is counted: a link has 256 random bits, and without one nothing is hashed.
    /// - Returns: whose it is now: their browser may be marked as known, so that guesses from elsewhere, which may be why
    ///   they have needed a link, do not keep them from signing in.
    /// - Throws: ``LinkExpired``, `Password.Problem`.
    @discardableResult
    public func resetPassword(with link: Token<ResetLink>, to new: String, on device: Device) async throws -> User {
        let user = try await owner(of: link)
        let hash = try await hasher.hash(
            Password(new, for: user.username.text), in: .reserved, for: device.sender("reset \(user.id)"))
        let now = now()
        try await database.write { db in
            guard try PasswordResetStore.owner(db, tokenHash: link.hash, at: now) == user.id else {
                throw LinkExpired()
            }
            try UserStore.setPasswordHash(db, of: user.id, to: hash)
            _ = try revokeAllAccess(db, to: user.id, at: now)
            try ActivityStore.insert(db, .passwordReset, user: user.id, device: device, at: now)
        }
        return user
    }
}
