import Foundation
import Storage

extension Accounts {
    /// The record asked for does not exist, or is somebody else's.
    public struct NotFound: Error, Sendable {}

    /// The person's active sessions, the one last seen first.
    public func activeSessions(of user: User) async throws -> [Session] {
        let now = now()
        return try await database.read { try SessionStore.active($0, of: user.id, at: now) }
    }

    /// Ends one of the person's own sessions, from its next request on. Ending one twice is fine.
    ///
    /// - Throws: ``NotFound`` for an id that is not one of theirs, or when the session that asks has ended.
    public func revokeSession(_ id: Session.ID, by signedIn: SignedIn) async throws {
        let now = now()
        try await database.write { db in
            try requireSession(db, of: signedIn, at: now)
            guard let isEnded = try SessionStore.revoke(db, id, of: signedIn.user.id, at: now) else {
                throw NotFound()
            }
            if isEnded { try ActivityStore.insert(db, .sessionEnded, by: signedIn, at: now) }
        }
    }

    /// Ends all of the person's sessions but the one that asks; returns how many.
    ///
    /// - Throws: ``PasswordConfirmationNeeded``, ``NotFound`` when the session that asks has ended.
    public func revokeOtherSessions(of signedIn: SignedIn) async throws -> Int {
        let now = now()
        return try await database.write { db in
            try requirePasswordConfirmation(db, of: signedIn, at: now)
            let count = try SessionStore.revokeAll(db, of: signedIn.user.id, but: signedIn.session.id, at: now)
            try ActivityStore.insert(db, .otherSessionsEnded, by: signedIn, at: now)
            return count
        }
    }

    /// Ends the session of the browser that signs out.
    public func signOut(_ signedIn: SignedIn) async throws {
        let now = now()
        try await database.write { db in
            _ = try SessionStore.revoke(db, signedIn.session.id, of: signedIn.user.id, at: now)
            try ActivityStore.insert(db, .signedOut, by: signedIn, at: now)
        }
    }

    /// Looks at the session again, inside the transaction of what it wants to do: it may have ended since the request
    /// came in, and then does nothing any more.
    ///
    /// - Throws: ``NotFound`` when the session has ended.
    @discardableResult
    func requireSession(_ db: Transaction, of signedIn: SignedIn, at now: Date) throws -> Session {
        guard let session = try SessionStore.find(db, signedIn.session.id, of: signedIn.user.id, at: now) else {
            throw NotFound()
        }
        return session
    }

    /// Opens a session for somebody who has shown who they are; the one that the browser had before ends.
    func openSession(
        _ db: Transaction, for user: User, as kind: Activity.Kind, token: SessionToken, remember: Bool,
        on device: Device, replacing old: Session? = nil, at now: Date
    ) throws -> IssuedSession {
        if let old { _ = try SessionStore.revoke(db, old.id, of: old.userID, at: now) }
        let session = try SessionStore.insert(
            db, user: user.id, tokenHash: token.hash, device: device, remembered: remember,
            expiresAt: lifetime.expiry(remembered: remember, createdAt: now, now: now), at: now)
        try SessionStore.revokeSurplus(db, of: user.id, limit: Session.limit, at: now)
        let fingerprint = KnownLocation.fingerprint(of: device, for: user.id, with: secret)
        let isNew = try KnownLocationStore.note(db, fingerprint, of: user.id, at: now)
        try ActivityStore.insert(
            db, kind, user: user.id, device: device, session: session.id, review: isNew ? .new : nil, at: now)
        return IssuedSession(user: user, session: session, token: token)
    }
}
