import Foundation
import Synchronization

/// A use of a session that is to be written down.
struct Sighting: Sendable {
    let session: Session.ID
    let user: User.ID
    let lastSeenAt: Date
    let renewedAt: Date
    let expiresAt: Date
}

/// Gathers the uses of sessions, so that no request waits for them to be written.
final class Sightings: Sendable {
    /// A session's last seen time is written at most this often, in seconds.
    static let interval: TimeInterval = 60

    private let pending = Mutex<[Session.ID: Sighting]>([:])

    func note(_ sighting: Sighting) {
        pending.withLock { $0[sighting.session] = sighting }
    }

    /// Puts back what could not be written, where nothing newer has been noted.
    func restore(_ sightings: [Sighting]) {
        pending.withLock { pending in
            for sighting in sightings where pending[sighting.session] == nil { pending[sighting.session] = sighting }
        }
    }

    /// Takes out what has been noted since the last time.
    func drain() -> [Sighting] {
        pending.withLock { pending in
            defer { pending = [:] }
            return Array(pending.values)
        }
    }
}
