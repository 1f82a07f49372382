import Foundation
import Storage

extension SessionService {
    /// The person and session that a cookie's token stands for, or nil when it stands for none that is active.
    ///
    /// Whatever was committed before the question counts, in this process and in others. The use is noted, and the
    /// session prolonged when that is due; both are written later by ``Accounts/maintain(log:)``.
    public func authenticate(_ token: SessionToken) async throws -> SignedIn? {
        let hash = token.hash
        return try await authenticate(AccountCache.Key(token.digest)) {
            try SessionStore.find($0, tokenHash: hash, at: $1)
        }
    }

    /// The person and session that an access token or an open connection names, under the same rules.
    public func authenticate(session id: Session.ID) async throws -> SignedIn? {
        try await authenticate(AccountCache.Key(session: id)) { try SessionStore.find($0, id, at: $1) }
    }

    private func authenticate(
        _ key: AccountCache.Key, find: @escaping @Sendable (Transaction, Date) throws -> (User, Session)?
    ) async throws -> SignedIn? {
        let now = now()
        let earlier: AccountCache.Generation
        switch cache.find(key) {
        case .known(let known) where known.session.expiresAt > now:
            return use(known.session, of: known.user, key, at: now)
        // A prolonged session is no change that the cache hears of, so one that is over is looked up once more.
        case .known: earlier = cache.generation
        case .unknown(let generation): earlier = generation
        }
        let (found, generation) = try await database.read { db in
            let generation = try cache.catchUp(db, since: earlier)
            return (try find(db, now), generation)
        }
        guard let (user, session) = found else { return nil }
        cache.insert(session, of: user, key, since: generation)
        return use(session, of: user, key, at: now)
    }

    private func use(_ session: Session, of user: User, _ key: AccountCache.Key, at now: Date) -> SignedIn {
        let renew = lifetime.isRenewalDue(session, now: now)
        guard renew || now >= session.lastSeenAt + LastSeenUpdates.interval else {
            return SignedIn(user: user, session: session)
        }
        var session = session
        session.lastSeenAt = now
        if renew {
            session.renewedAt = now
            session.expiresAt = lifetime.expiry(
                remembered: session.remembered, createdAt: session.createdAt, now: now)
        }
        lastSeenUpdates.note(
            LastSeenUpdate(
                session: session.id, user: user.id, lastSeenAt: now, renewedAt: session.renewedAt,
                expiresAt: session.expiresAt))
        cache.update(session, key)
        return SignedIn(user: user, session: session, isRenewed: renew)
    }
}
