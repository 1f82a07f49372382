import Foundation
import Synchronization

/// When a session was last seen, to be written down later.
struct LastSeenUpdate: Sendable {
    let session: Session.ID
    let user: User.ID
    let lastSeenAt: Date
    let renewedAt: Date
    let expiresAt: Date
}

/// Collects when sessions were last seen, so that no request waits for a write.
final class LastSeenUpdates: Sendable {
    /// Seconds between two writes of when a session was last seen.
    static let interval: TimeInterval = 60

    /// One for each session that was used since the last flush.
    private let pending = Mutex<[Session.ID: LastSeenUpdate]>([:])

    func note(_ lastSeenUpdate: LastSeenUpdate) {
        pending.withLock { $0[lastSeenUpdate.session] = lastSeenUpdate }
    }

    /// Puts back what could not be written, unless something newer was noted.
    func restore(_ lastSeenUpdates: [LastSeenUpdate]) {
        pending.withLock { pending in
            for lastSeenUpdate in lastSeenUpdates where pending[lastSeenUpdate.session] == nil {
                pending[lastSeenUpdate.session] = lastSeenUpdate
            }
        }
    }

    /// Returns what was noted since the last call, in the order of sessions: neighbours are in one page of the database,
    /// which is then written once.
    func drain() -> [LastSeenUpdate] {
        let noted = pending.withLock { pending in
            defer { pending = [:] }
            return Array(pending.values)
        }
        return noted.sorted { $0.session < $1.session }
    }
}
