import Foundation
import Storage

extension ActivityService {
    /// The account at a glance, as this session sees it.
    ///
    /// Whatever was committed before the question counts, in this process and in others.
    public func summary(of signedIn: SignedIn) async throws -> AccountSummary {
        let now = now()
        let history = try await history(of: signedIn.user.id, at: now)
        return AccountSummary(
            sessions: history.sessions.filter { $0.expiresAt > now }, activity: history.activity,
            newSignIns: newSignIns(in: history, askedOf: signedIn))
    }

    private func newSignIns(in history: AccountHistory, askedOf signedIn: SignedIn) -> [Activity] {
        guard !history.unanswered.isEmpty else { return [] }
        let own = history.locations[signedIn.session.id] ?? location(of: signedIn.session.device, for: signedIn.user.id)
        return history.unanswered.filter { $0.location != own }.map(\.entry)
    }

    private func history(of user: User.ID, at now: Date) async throws -> AccountHistory {
        let earlier: AccountCache.Generation
        switch sessions.cache.findHistory(of: user) {
        case .known(let history): return history
        case .unknown(let generation): earlier = generation
        }
        let (history, generation) = try await database.read { db in
            let generation = try sessions.cache.catchUp(db, since: earlier)
            return (try readHistory(db, of: user, at: now), generation)
        }
        sessions.cache.insert(history, of: user, since: generation)
        return history
    }

    private func readHistory(_ db: Transaction, of user: User.ID, at now: Date) throws -> AccountHistory {
        let sessions = try SessionStore.active(db, of: user, at: now)
        let unanswered = try ActivityStore.unanswered(db, of: user)
        let locations = unanswered.isEmpty ? [] : sessions.map { ($0.id, location(of: $0.device, for: user)) }
        return AccountHistory(
            sessions: sessions,
            activity: try ActivityStore.page(db, of: user, before: nil, limit: AccountSummary.activityLimit),
            unanswered: unanswered.map { ($0, location(of: $0.device, for: user)) },
            locations: Dictionary(uniqueKeysWithValues: locations))
    }

    private func location(of device: Device, for user: User.ID) -> Data {
        KnownLocation.fingerprint(of: device, for: user, with: secret)
    }
}
