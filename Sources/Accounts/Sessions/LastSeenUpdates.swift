import Foundation
import Synchronization

/// A use of a session that is to be written down.
struct LastSeenUpdate: Sendable {
    let session: Session.ID
    let user: User.ID
    let lastSeenAt: Date
    let renewedAt: Date
    let expiresAt: Date
}

/// Gathers the uses of sessions, so that no request waits for them to be written.
final class LastSeenUpdates: Sendable {
    /// A session's last seen time is written at most this often, in seconds.
    static let interval: TimeInterval = 60

    private let pending = Mutex<[Session.ID: LastSeenUpdate]>([:])

    func note(_ lastSeenUpdate: LastSeenUpdate) {
        pending.withLock { $0[lastSeenUpdate.session] = lastSeenUpdate }
    }

    /// Puts back what could not be written, where nothing newer has been noted.
    func restore(_ lastSeenUpdates: [LastSeenUpdate]) {
        pending.withLock { pending in
            for lastSeenUpdate in lastSeenUpdates where pending[lastSeenUpdate.session] == nil {
                pending[lastSeenUpdate.session] = lastSeenUpdate
            }
        }
    }

    /// Takes out what has been noted since the last time.
    func drain() -> [LastSeenUpdate] {
        pending.withLock { pending in
            defer { pending = [:] }
            return Array(pending.values)
        }
    }
}
