import Foundation
import GRDB
import Storage

extension Accounts {
    /// The person and session that a cookie's token stands for, or nil when it stands for none that is active.
    ///
    /// Its use is noted, and the session prolonged when that is due; both are written later by ``maintain(log:)``.
    public func authenticate(_ token: SessionToken) async throws -> SignedIn? {
        let now = now()
        let hash = token.hash
        guard
            case (let user, var session)? = try await database.pool.read({ db in
                try SessionStore.find(db, tokenHash: hash, at: now)
            })
        else { return nil }
        let renew = lifetime.isRenewalDue(session, now: now)
        guard renew || now >= session.lastSeenAt + Sightings.interval else {
            return SignedIn(user: user, session: session)
        }
        session.lastSeenAt = now
        if renew {
            session.renewedAt = now
            session.expiresAt = lifetime.expiry(
                remembered: session.remembered, createdAt: session.createdAt, now: now)
        }
        sightings.note(
            Sighting(
                session: session.id, user: user.id, lastSeenAt: now, renewedAt: session.renewedAt,
                expiresAt: session.expiresAt))
        return SignedIn(user: user, session: session, isRenewed: renew)
    }
}
