import Foundation
import Logging
import Storage

extension Accounts {
    /// How often uses of sessions and counters of attempts are written down.
    static let flushInterval: Duration = .seconds(5)
    /// How many flushes pass until what was deleted is out of the database's log: a minute.
    static let flushesPerWriteBack = 12
    /// How many flushes pass between two cleanings: an hour.
    static let flushesPerCleaning = 720
    /// How many rows one transaction of the cleaning deletes: who wants to write waits for one of them at most.
    static let cleaningBatch = 1000
    /// How long an ended session is kept, in seconds: 30 days.
    static let endedSessionRetention: TimeInterval = 30 * 86_400

    /// Reads what is kept in memory, then writes down the uses of sessions and the counters of attempts and cleans out
    /// what has expired, until its task is cancelled; what was noted by then is written before it returns.
    public func maintain(log: Logger) async {
        var flushes = 0
        while !Task.isCancelled {
            do {
                if !cache.isWarm { try await warm() }
                try await flush()
                if flushes.isMultiple(of: Self.flushesPerCleaning) { try await clean(log: log) }
                if flushes.isMultiple(of: Self.flushesPerWriteBack) { try await database.writeBack() }
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
                log.error(
                    "could not write when sessions were last seen, and attempts", metadata: ["error": "\(error)"])
            }
        }.value
    }

    /// Reads the sessions that were seen last and the counters of attempts. Twice is fine.
    public func warm() async throws {
        let (earlier, now) = (cache.generation, now())
        let (generation, sessions, counters) = try await database.read { db in
            (
                try cache.catchUp(db, since: earlier),
                try SessionStore.lately(db, limit: AccountCache.capacity / 2, at: now),
                try AttemptCounterStore.load(db, limit: Throttle.capacity / 2, at: now)
            )
        }
        throttle.load(counters)
        for (hash, user, session) in sessions {
            guard let key = AccountCache.Key(hash) else { continue }
            cache.insert(session, of: user, key, since: generation)
        }
        cache.setWarm()
    }

    /// Writes down what has been noted of the use of sessions, and what attempts were counted. Cuts the log of changes too,
    /// which somebody who is busy at it could make long within an hour.
    public func flush() async throws {
        let (lastSeenUpdates, counters) = (lastSeenUpdates.drain(), throttle.drain())
        guard !lastSeenUpdates.isEmpty || !counters.isEmpty else { return }
        do {
            try await database.write { db in
                for lastSeenUpdate in lastSeenUpdates { try SessionStore.touch(db, lastSeenUpdate) }
                for (id, counter) in counters { try AttemptCounterStore.save(db, id, counter) }
                try ChangeLog.cut(db)
            }
        } catch {
            self.lastSeenUpdates.restore(lastSeenUpdates)
            throttle.restore(counters.keys)
            throw error
        }
    }

    func clean(log: Logger) async throws {
        let now = now()
        throttle.forgetOld(at: now)
        try await database.write { db in
            // Somebody knows the password and stood before the second factor: its owner should hear of that.
            for ticket in try TwoFactorChallengeStore.deleteExpired(db, at: now) {
                try ActivityStore.insert(
                    db, .codeNotGiven, user: ticket.userID, device: ticket.device, at: ticket.issuedAt)
            }
            try TwoFactorStore.deleteAbandoned(db, at: now)
            try PasswordResetStore.deleteExpired(db, at: now)
            try AttemptCounterStore.deleteOld(db, at: now)
        }
        let batch = Self.cleaningBatch
        let origins = try await database.read { try KnownLocationStore.forgettable($0, limit: batch, at: now) }
        try await database.write { try KnownLocationStore.delete($0, origins, at: now) }
        let sessions = try await deleteInBatches {
            try SessionStore.deleteEnded($0, retention: Self.endedSessionRetention, limit: batch, at: now)
        }
        let activities = try await deleteInBatches { try ActivityStore.deleteOld($0, limit: batch, at: now) }
        log.debug("cleaned", metadata: ["sessions": "\(sessions)", "activity": "\(activities)"])
    }

    /// Repeats `delete`, which says how many rows it deleted, until a batch is not full; returns the number of all.
    private func deleteInBatches(_ delete: @escaping @Sendable (Transaction) throws -> Int) async throws -> Int {
        var (count, total) = (0, 0)
        repeat {
            count = try await database.write { db in
                let count = try delete(db)
                // Each deleted session is in the log of changes.
                try ChangeLog.cut(db)
                return count
            }
            total += count
        } while count == Self.cleaningBatch
        return total
    }
}
