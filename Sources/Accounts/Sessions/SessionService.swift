import Foundation
import Storage

/// Signed-in browsers: who they are, and how their sessions end.
public struct SessionService: AccountService {
    let context: AccountContext
    public let lifetime: SessionLifetime
    let cache: AccountCache
    let lastSeenUpdates = LastSeenUpdates()

    init(context: AccountContext, lifetime: SessionLifetime, cache: AccountCache) {
        self.context = context
        self.lifetime = lifetime
        self.cache = cache
    }

    /// The person's active sessions, the one last seen first.
    public func active(of user: User) async throws -> [Session] {
        let now = now()
        return try await database.read { try SessionStore.active($0, of: user.id, at: now) }
    }

    /// Ends one of the person's own sessions, from its next request on, and with it the question whether its sign-in was
    /// theirs. Ending it twice is fine.
    ///
    /// - Throws: ``RecordNotFound`` unless the session is theirs, and when the session that asks has ended.
    public func revoke(_ id: Session.ID, by signedIn: SignedIn) async throws {
        let now = now()
        try await database.write { db in
            try require(db, signedIn, at: now)
            guard let isEnded = try SessionStore.revoke(db, id, of: signedIn.user.id, at: now) else {
                throw RecordNotFound()
            }
            guard isEnded else { return }
            try settleQuestions(db, of: signedIn.user.id) { $0 == id }
            try ActivityStore.insert(db, .sessionEnded, by: signedIn, at: now)
        }
    }

    /// Ends all of the person's sessions but the one that asks, and all else that gives access; returns how many sessions.
    ///
    /// - Throws: `AuthenticationError.confirmationNeeded`, ``RecordNotFound`` when the session that asks has ended.
    public func revokeOthers(of signedIn: SignedIn) async throws -> Int {
        let now = now()
        return try await database.write { db in
            try requirePasswordConfirmation(db, of: signedIn, at: now)
            let count = try revokeAllAccess(db, to: signedIn.user.id, except: signedIn.session.id, at: now)
            try settleQuestions(db, of: signedIn.user.id) { $0 != signedIn.session.id }
            try ActivityStore.insert(db, .otherSessionsEnded, by: signedIn, at: now)
            return count
        }
    }

    /// Ends the questions about sign-ins to sessions that their owner has ended. Where they came from is forgotten, so that
    /// another sign-in from there is asked about.
    private func settleQuestions(
        _ db: Transaction, of user: User.ID, where isEnded: (Session.ID?) -> Bool
    ) throws {
        for entry in try ActivityStore.unanswered(db, of: user) where isEnded(entry.session) {
            try ActivityStore.setReview(db, .lapsed, of: entry.id)
            try KnownLocationStore.forget(
                db, KnownLocation.fingerprint(of: entry.device, for: user, with: secret), of: user)
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

    /// Looks at the session again, inside the transaction that needs it: it may have ended since the request came in, and
    /// then must not change anything.
    ///
    /// - Throws: ``RecordNotFound`` when the session has ended.
    @discardableResult
    func require(_ db: Transaction, _ signedIn: SignedIn, at now: Date) throws -> Session {
        guard let session = try SessionStore.find(db, signedIn.session.id, of: signedIn.user.id, at: now) else {
            throw RecordNotFound()
        }
        return session
    }

    /// Opens a session for an authenticated user. The session that the browser had before ends.
    func open(
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

    /// Ends everything that gives access to the account: sessions (but one, if given), sign-ins that wait for a code,
    /// reset links and the address of the feed. Returns the number of sessions.
    func revokeAllAccess(
        _ db: Transaction, to user: User.ID, except kept: Session.ID? = nil, at now: Date
    ) throws -> Int {
        try TwoFactorChallengeStore.deleteAll(db, of: user)
        try PasswordResetStore.delete(db, of: user)
        try FeedTokenStore.delete(db, of: user)
        return try SessionStore.revokeAll(db, of: user, except: kept, at: now)
    }
}
