import Foundation
import Logging
import Storage
import Support

extension Accounts {
    /// How often uses of sessions and counters of attempts are written down.
    static let flushInterval: Duration = .seconds(5)
    /// Rows that one transaction of a flush writes.
    static let flushBatch = 200
    /// Flushes between two times that the WAL is written back: a minute. Then deleted data is out of it too.
    static let flushesPerWriteBack = 12
    /// Flushes between two cleanings: an hour.
    static let flushesPerCleaning = 720
    /// Rows that one transaction of the cleaning deletes: other writers wait for one such transaction at most.
    static let cleaningBatch = 1000
    /// How long an ended session is kept, in seconds: 30 days.
    static let endedSessionRetention: TimeInterval = 30 * 86_400

    /// Fills the caches. Then, until its task is cancelled, writes down when sessions were last seen and the counters of
    /// attempts, and deletes what has expired. It writes a last time before it returns.
    public func maintain(log: Logger) async {
        await repeatUntilCancelled(
            every: Self.flushInterval, log, failure: "maintenance failed, will try again"
        ) { flushes in
            if !sessions.cache.isWarm { try await warm() }
            try await flush()
            if flushes.isMultiple(of: Self.flushesPerCleaning) { try await clean(log: log) }
            if flushes.isMultiple(of: Self.flushesPerWriteBack) { try await context.database.writeBack() }
        }
        await finish(log: log)
    }

    /// In a task of its own: the last write must happen although this one is cancelled.
    private func finish(log: Logger) async {
        await Task {
            do { try await flush() } catch {
                log.error(
                    "could not write when sessions were last seen, and attempts", metadata: ["error": "\(error)"])
            }
        }.value
    }

    /// Reads the sessions that were seen last and the counters of attempts. Calling it again has no effect.
    public func warm() async throws {
        let (earlier, now) = (sessions.cache.generation, context.now())
        let (generation, active, counters) = try await context.database.read { [sessions] db in
            (
                try sessions.cache.catchUp(db, since: earlier),
                try SessionStore.lately(db, limit: AccountCache.capacity / 2, at: now),
                try AttemptCounterStore.load(db, limit: Throttle.capacity / 2, at: now)
            )
        }
        context.throttle.load(counters)
        for (hash, user, session) in active {
            guard let key = AccountCache.Key(hash) else { continue }
            sessions.cache.insert(session, of: user, key, since: generation)
        }
        sessions.cache.setWarm()
    }

    /// Writes down, in batches, when sessions were last seen and the counters of attempts. It cuts the log of changes too,
    /// which could grow long within an hour.
    public func flush() async throws {
        let (lastSeenUpdates, counters) = (sessions.lastSeenUpdates.drain(), context.throttle.drain())
        guard !lastSeenUpdates.isEmpty || !counters.isEmpty else { return }
        do {
            try await writeInBatches(lastSeenUpdates) { try SessionStore.touch($0, $1) }
            try await writeInBatches(Array(counters)) { try AttemptCounterStore.save($0, $1.key, $1.value) }
        } catch {
            sessions.lastSeenUpdates.restore(lastSeenUpdates)
            context.throttle.restore(counters.keys)
            throw error
        }
    }

    /// Whoever posts waits for one batch, and not for thousands of people who have come at once.
    private func writeInBatches<Element: Sendable>(
        _ elements: [Element], _ save: @escaping @Sendable (Transaction, Element) throws -> Void
    ) async throws {
        for start in stride(from: 0, to: elements.count, by: Self.flushBatch) {
            let batch = elements[start..<min(start + Self.flushBatch, elements.count)]
            try await context.database.write { db in
                for element in batch { try save(db, element) }
                try ChangeLog.cut(db)
            }
        }
    }

    func clean(log: Logger) async throws {
        let now = context.now()
        context.throttle.forgetOld(at: now)
        try await context.database.write { db in
            // Somebody knew the password but gave no code: the owner should hear of that.
            for challenge in try TwoFactorChallengeStore.deleteExpired(db, at: now) {
                try ActivityStore.insert(
                    db, .codeNotGiven, user: challenge.userID, device: challenge.device, at: challenge.issuedAt)
            }
            try TwoFactorStore.deleteAbandoned(db, at: now)
            try PasswordResetStore.deleteExpired(db, at: now)
            try AttemptCounterStore.deleteOld(db, at: now)
        }
        let batch = Self.cleaningBatch
        let locations = try await context.database.read {
            try KnownLocationStore.forgettable($0, limit: batch, at: now)
        }
        try await context.database.write { try KnownLocationStore.delete($0, locations, at: now) }
        let ended = try await deleteInBatches {
            try SessionStore.deleteEnded($0, retention: Self.endedSessionRetention, limit: batch, at: now)
        }
        let activities = try await deleteInBatches { try ActivityStore.deleteOld($0, limit: batch, at: now) }
        log.debug(
            "cleaned", metadata: ["sessions": .stringConvertible(ended), "activity": .stringConvertible(activities)])
    }

    /// Repeats `delete`, which says how many rows it deleted, until a batch is not full; returns the number of all.
    private func deleteInBatches(_ delete: @escaping @Sendable (Transaction) throws -> Int) async throws -> Int {
        var (count, total) = (0, 0)
        repeat {
            count = try await context.database.write { db in
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
