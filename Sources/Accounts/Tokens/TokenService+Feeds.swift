import Foundation
import Storage

extension TokenService {
    /// Makes the secret of the person's feed. The one before ends.
    ///
    /// - Throws: `AuthenticationError.confirmationNeeded`, ``RecordNotFound`` when the session has ended.
    public func makeFeedToken(by signedIn: SignedIn) async throws -> Token<FeedToken> {
        let (token, now) = (Token<FeedToken>(random: random), now())
        try await database.write { db in
            try sessions.requirePasswordConfirmation(db, of: signedIn, at: now)
            try FeedTokenStore.replace(db, tokenHash: token.hash, of: signedIn.user.id, at: now)
            try ActivityStore.insert(db, .feedTokenMade, by: signedIn, at: now)
        }
        return token
    }

    /// The person's feed is not found any more, from the next request on. Calling it again has no effect.
    ///
    /// - Throws: ``RecordNotFound`` when the session has ended.
    public func revokeFeedToken(by signedIn: SignedIn) async throws {
        let now = now()
        try await database.write { db in
            try sessions.require(db, signedIn, at: now)
            try FeedTokenStore.delete(db, of: signedIn.user.id)
        }
    }

    /// Nil unless the person has made one.
    public func feedToken(of user: User) async throws -> FeedToken? {
        try await database.read { try FeedTokenStore.find($0, of: user.id) }
    }

    /// Whose feed it is.
    ///
    /// - Throws: ``RecordNotFound`` for one that was revoked, and when the account is disabled.
    public func owner(of token: Token<FeedToken>) async throws -> User {
        let (hash, now) = (token.hash, now())
        let found = try await database.read { db in
            try FeedTokenStore.owner(db, tokenHash: hash).map { found in
                (user: try UserStore.find(db, id: found.user), token: found.token)
            }
        }
        guard let found, let user = found.user else { throw RecordNotFound() }
        if now.timeIntervalSince(found.token.lastUsedAt ?? .distantPast) >= FeedToken.useInterval {
            // What is new is worth more than the note.
            try? await database.write { try FeedTokenStore.noteUse($0, of: user.id, at: now) }
        }
        return user
    }
}
