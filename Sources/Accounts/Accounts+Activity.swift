import Foundation
import Storage

/// What happened to an account in the last 90 days, and what its owner makes of it.
extension Accounts {
    /// A page has this many entries at most.
    public static let activityPageLimit = 100

    /// A page of what happened to the account, the newest first.
    ///
    /// - Parameters:
    ///   - id: the `next` of the page before, or nil for the first.
    ///   - limit: entries on the page, 1 to ``activityPageLimit``; anything else becomes the nearest of these.
    public func activity(
        of user: User, before id: Activity.ID? = nil, limit: Int
    ) async throws -> ActivityPage {
        let limit = min(max(limit, 1), Self.activityPageLimit)
        return try await database.read { try ActivityStore.page($0, of: user.id, before: id, limit: limit) }
    }

    /// The newest `limit` entries of the account's activity, the newest first.
    public func recentActivity(of user: User, limit: Int) async throws -> [Activity] {
        try await activity(of: user, limit: limit).entries
    }

    /// Sign-ins from a device and network that were new to the account, which its owner has not answered for yet; but
    /// not those from where the question would be answered now: an intruder would say yes.
    public func unansweredSignIns(askedOf signedIn: SignedIn) async throws -> [Activity] {
        let entries = try await database.read { try ActivityStore.unanswered($0, of: signedIn.user.id) }
        return entries.filter { !isFrom(signedIn, $0) }
    }

    private func isFrom(_ signedIn: SignedIn, _ entry: Activity) -> Bool {
        let origins = [signedIn.session.device, entry.device].map {
            KnownLocation.fingerprint(of: $0, for: signedIn.user.id, with: secret)
        }
        return origins[0] == origins[1]
    }

    /// "That was me." Twice is fine; after "that wasn't me" it changes nothing.
    ///
    /// - Throws: ``NotFound`` for an entry that is not one of theirs, was never up for review, or is from the very
    ///   place that answers.
    public func confirmSignIn(_ id: Activity.ID, by signedIn: SignedIn) async throws {
        let now = now()
        try await database.write { db in
            try requireSession(db, of: signedIn, at: now)
            guard let entry = try ActivityStore.reviewed(db, id, of: signedIn.user.id), !isFrom(signedIn, entry) else {
                throw NotFound()
            }
            if entry.review != .denied { try ActivityStore.setReview(db, .confirmed, of: id) }
        }
    }

    /// "That wasn't me": ends all sessions but the present one, with what half-way sign-ins and reset links there are,
    /// and forgets the place, so that it is new again the next time. Returns how many sessions ended.
    ///
    /// Asks for no proof of the password: whoever finds a stranger in the account should not have to wait, and all that
    /// is lost are sessions.
    /// - Throws: ``NotFound`` for an entry that is not one of theirs, or was never up for review.
    public func denySignIn(_ id: Activity.ID, by signedIn: SignedIn) async throws -> Int {
        let (user, now) = (signedIn.user.id, now())
        return try await database.write { db in
            try requireSession(db, of: signedIn, at: now)
            guard let entry = try ActivityStore.reviewed(db, id, of: user) else { throw NotFound() }
            try ActivityStore.setReview(db, .denied, of: id)
            try KnownLocationStore.forget(
                db, KnownLocation.fingerprint(of: entry.device, for: user, with: secret), of: user)
            let count = try revokeAllAccess(db, to: user, but: signedIn.session.id, at: now)
            try ActivityStore.insert(db, .signInDenied, by: signedIn, at: now)
            return count
        }
    }

    /// Ends all that opens the account: sessions (but one), half-way sign-ins and reset links. Returns the number of
    /// sessions.
    func revokeAllAccess(
        _ db: Transaction, to user: User.ID, but kept: Session.ID? = nil, at now: Date
    ) throws -> Int {
        try TwoFactorChallengeStore.deleteAll(db, of: user)
        try PasswordResetStore.delete(db, of: user)
        return try SessionStore.revokeAll(db, of: user, but: kept, at: now)
    }
}
