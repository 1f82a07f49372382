import Foundation
import Storage

/// A link that lets a person set a new password once, made by the operator or an administrator, who never learns it
/// (OWASP ASVS 5.0, 6.4.6).
public struct ResetLink: Hashable, Sendable {
    /// How long it works, in seconds: an hour.
    public static let lifetime: TimeInterval = 3600

    public let user: User
    /// Shown once; only its hash is stored.
    public let token: Token<ResetLink>
    public let expiresAt: Date
}

extension AuthenticationService {
    /// The user whose password a link sets.
    ///
    /// - Throws: `AuthenticationError.linkExpired`.
    public func owner(of link: Token<ResetLink>) async throws -> User {
        let (hash, now) = (link.hash, now())
        return try await database.read { db in
            guard let id = try PasswordResetStore.owner(db, tokenHash: hash, at: now),
                let user = try UserStore.find(db, id: id)
            else { throw AuthenticationError.linkExpired }
            return user
        }
    }

    /// Sets a new password with a link, which works once, and ends all sessions. It signs nobody in and leaves the
    /// second factor as it is (OWASP ASVS 5.0, 6.4.3).
    ///
    /// No attempts are counted: a link has 256 random bits, and without one nothing is hashed.
    /// - Returns: the user, whose browser may now be marked as known: then guesses from elsewhere, which may be why a
    ///   link was needed, do not keep them from signing in.
    /// - Throws: `AuthenticationError.linkExpired`, `Password.Problem`.
    @discardableResult
    public func resetPassword(with link: Token<ResetLink>, to new: String, on device: Device) async throws -> User {
        let user = try await owner(of: link)
        let password = try Password(new, for: user.username.text)
        let sender = device.sender("reset \(user.id)")
        if let old = try await database.read({ try UserStore.passwordHash($0, of: user.id) }) {
            guard case .wrong = try await hasher.check(new, against: old, in: .reserved, for: sender) else {
                throw Password.Problem.unchanged
            }
        }
        let hash = try await hasher.hash(password, in: .reserved, for: sender)
        let now = now()
        try await database.write { db in
            guard try PasswordResetStore.owner(db, tokenHash: link.hash, at: now) == user.id else {
                throw AuthenticationError.linkExpired
            }
            try UserStore.setPasswordHash(db, of: user.id, to: hash)
            _ = try sessions.revokeAllAccess(db, to: user.id, at: now)
            try ActivityStore.insert(db, .passwordReset, user: user.id, device: device, at: now)
        }
        return user
    }
}

extension ResetLink {
    /// Stores a new link for a user in place of an older one.
    static func store(
        _ db: Transaction, _ token: Token<ResetLink>, for user: User, by principal: Principal, at now: Date
    ) throws -> ResetLink {
        let expiresAt = Date(stored: now.stored) + lifetime
        try PasswordResetStore.replace(
            db, of: user.id, by: principal.userID, tokenHash: token.hash, expiresAt: expiresAt)
        return ResetLink(user: user, token: token, expiresAt: expiresAt)
    }
}
