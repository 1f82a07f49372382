import Foundation
import Logging
import Storage

extension Accounts {
    /// How often uses of sessions are written down.
    static let flushInterval: Duration = .seconds(5)
    /// How many flushes pass between two cleanings: an hour.
    static let flushesPerCleaning = 720
    /// How long an ended session is kept, in seconds: 30 days.
    static let endedSessionRetention: TimeInterval = 30 * 86_400

    /// Writes down the uses of sessions and cleans out what has expired, until its task is cancelled; what was noted
    /// by then is written before it returns.
    public func maintain(log: Logger) async {
        var flushes = 0
        while !Task.isCancelled {
            do {
                try await flush()
                if flushes.isMultiple(of: Self.flushesPerCleaning) { try await clean(log: log) }
            } catch is CancellationError {
                break
            } catch {
                log.error("maintenance failed, will try again", metadata: ["error": "\(error)"])
            }
            flushes += 1
            try? await Task.sleep(for: Self.flushInterval)
        }
        await finish(log: log)
    }

    /// Cancellation stops GRDB's async functions too; the last write must not be.
    private func finish(log: Logger) async {
        await Task {
            do { try await flush() } catch {
                log.error("could not write when sessions were last seen", metadata: ["error": "\(error)"])
            }
        }.value
    }

    /// Writes down what has been noted of the use of sessions.
    public func flush() async throws {
        let sightings = sightings.drain()
        guard !sightings.isEmpty else { return }
        do {
            try await database.pool.write { db in
                for sighting in sightings { try SessionStore.touch(db, sighting) }
            }
        } catch {
            self.sightings.restore(sightings)
            throw error
        }
    }

    func clean(log: Logger) async throws {
        let now = now()
        let (sessions, activities) = try await database.pool.write { db in
            try SignInTicketStore.deleteExpired(db, at: now)
            try TwoFactorStore.deleteAbandoned(db, at: now)
            try PasswordResetStore.deleteExpired(db, at: now)
            try OriginStore.deleteOld(db, at: now)
            return (
                try SessionStore.deleteEnded(db, retention: Self.endedSessionRetention, at: now),
                try ActivityStore.deleteOld(db, at: now)
            )
        }
        log.debug("cleaned", metadata: ["sessions": "\(sessions)", "activity": "\(activities)"])
    }
}
