import Foundation
import Storage

/// What happened to an account in the last 90 days, and what its owner says about it.
public struct ActivityService: AccountService {
    let context: AccountContext
    let sessions: SessionService

    /// A page has this many entries at most.
    public static let pageLimit = 100

    /// A page of what happened to the account, the newest first.
    ///
    /// - Parameters:
    ///   - id: the `next` of the page before, or nil for the first.
    ///   - limit: entries on the page, 1 to ``pageLimit``; anything else becomes the nearest of these.
    public func page(
        of user: User, before id: Activity.ID? = nil, limit: Int
    ) async throws -> ActivityPage {
        let limit = min(max(limit, 1), Self.pageLimit)
        return try await database.read { try ActivityStore.page($0, of: user.id, before: id, limit: limit) }
    }

    /// The newest `limit` entries of the account's activity, the newest first.
    public func recent(of user: User, limit: Int) async throws -> [Activity] {
        try await page(of: user, limit: limit).entries
    }

    /// Sign-ins from a device and network that were new to the account and that its owner was not asked about yet;
    /// without those from the present location, as an intruder would confirm them.
    public func unansweredSignIns(askedOf signedIn: SignedIn) async throws -> [Activity] {
        let entries = try await database.read { try ActivityStore.unanswered($0, of: signedIn.user.id) }
        return entries.filter { !isFrom(signedIn, $0) }
    }

    private func isFrom(_ signedIn: SignedIn, _ entry: Activity) -> Bool {
        let locations = [signedIn.session.device, entry.device].map {
            KnownLocation.fingerprint(of: $0, for: signedIn.user.id, with: secret)
        }
        return locations[0] == locations[1]
    }

    /// "That was me." It may be called twice; after "that wasn't me" it changes nothing.
    ///
    /// - Throws: ``RecordNotFound`` for an entry that is not theirs, was never up for review, or is from the location that
    ///   the answer comes from.
    public func confirmSignIn(_ id: Activity.ID, by signedIn: SignedIn) async throws {
        let now = now()
        try await database.write { db in
            try sessions.require(db, signedIn, at: now)
            guard let entry = try ActivityStore.reviewed(db, id, of: signedIn.user.id), !isFrom(signedIn, entry) else {
                throw RecordNotFound()
            }
            if entry.review != .denied { try ActivityStore.setReview(db, .confirmed, of: id) }
        }
    }

    /// "That wasn't me": ends all sessions but the present one, sign-ins that wait for a code, and reset links, and
    /// forgets the location, so that it is new again the next time. Returns the number of sessions that ended.
    ///
    /// It asks for no password: somebody who finds a stranger in the account should not have to wait, and only sessions
    /// are lost.
    /// - Throws: ``RecordNotFound`` for an entry that is not theirs or was never up for review.
    public func denySignIn(_ id: Activity.ID, by signedIn: SignedIn) async throws -> Int {
        let (user, now) = (signedIn.user.id, now())
        return try await database.write { db in
            try sessions.require(db, signedIn, at: now)
            guard let entry = try ActivityStore.reviewed(db, id, of: user) else { throw RecordNotFound() }
            try ActivityStore.setReview(db, .denied, of: id)
            try KnownLocationStore.forget(
                db, KnownLocation.fingerprint(of: entry.device, for: user, with: secret), of: user)
            let count = try sessions.revokeAllAccess(db, to: user, except: signedIn.session.id, at: now)
            try ActivityStore.insert(db, .signInDenied, by: signedIn, at: now)
            return count
        }
    }
}
