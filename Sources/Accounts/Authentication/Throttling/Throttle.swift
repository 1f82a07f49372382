import Crypto
import Foundation
import Synchronization

/// Counts attempts, and makes people who try too often wait, longer each time.
///
/// An attempt is counted before its outcome is known, so that parallel attempts all count. One that succeeds, or is never
/// checked, is taken back. The number of counters is bounded: a flood of invented names takes no more memory, and evicts
/// its own counters before those with more attempts and those that block somebody. Maintenance writes changes to the
/// database, and the next start reads them, so that a restart resets nothing.
final class Throttle: Sendable {
    struct Counter: Hashable, Sendable {
        var attempts = 0
        /// Time of the last attempt. For shared counters: the time up to which old attempts have already expired.
        var lastAttempt: Date
        var blockedUntil: Date

        /// Counts an attempt, after expiring older ones.
        fileprivate mutating func count(_ key: Key, at now: Date) {
            expire(key, at: now)
            attempts += 1
            if attempts == 1 || key.secondsPerAttempt == nil { lastAttempt = now }
            blockedUntil = now + key.delay(after: attempts)
        }

        fileprivate mutating func expire(_ key: Key, at now: Date) {
            if now >= lastAttempt + Throttle.memory {
                attempts = 0
            } else if let seconds = key.secondsPerAttempt {
                let forgotten = max(0, (now.timeIntervalSince(lastAttempt) / seconds).rounded(.down))
                attempts = max(0, attempts - Int(forgotten))
                lastAttempt += forgotten * seconds
            }
        }
    }

    private struct State {
        var counters: [CounterID: Counter] = [:]
        /// Counters that have changed or gone since they were last saved.
        var unsaved: Set<CounterID> = []
        /// Counters that are in the database. The others need not be deleted there when they go.
        var stored: Set<CounterID> = []

        subscript(id: CounterID) -> Counter? {
            get { counters[id] }
            set {
                counters[id] = newValue
                if newValue != nil || stored.contains(id) { unsaved.insert(id) } else { unsaved.remove(id) }
            }
        }

        /// A counter that is about to be saved.
        mutating func store(_ id: CounterID) -> Counter? {
            let counter = counters[id]
            if counter == nil { stored.remove(id) } else { stored.insert(id) }
            return counter
        }
    }

    /// Seconds without an attempt after which a counter is forgotten.
    static let memory: TimeInterval = 3600
    static let capacity = 50_000

    private let ids: CounterID.Maker
    /// How many counters are kept.
    private let capacity: Int
    private let state = Mutex(State())

    init(secret: Secret, capacity: Int = Throttle.capacity) {
        ids = CounterID.Maker(secret: secret)
        self.capacity = capacity
    }

    /// Counts an attempt under every key, unless one of them is blocked. Returns the end of the wait in that case.
    func begin(_ keys: [Key], at now: Date) -> Date? {
        let counted = keys.map { (key: $0, id: ids.id(of: $0)) }
        return state.withLock { state in
            if let end = Self.wait(counted.map(\.id), state, at: now) { return end }
            for (key, id) in counted {
                var counter = state[id] ?? Counter(lastAttempt: now, blockedUntil: now)
                counter.count(key, at: now)
                state[id] = counter
            }
            if state.counters.count > capacity { Self.forgetLeast(&state, at: now) }
            return nil
        }
    }

    /// When the last of the keys that are blocked becomes free, without counting an attempt.
    func wait(for keys: [Key], at now: Date) -> Date? {
        let ids = keys.map(ids.id)
        return state.withLock { Self.wait(ids, $0, at: now) }
    }

    private static func wait(_ ids: [CounterID], _ state: State, at now: Date) -> Date? {
        ids.compactMap { state[$0]?.blockedUntil }.filter { $0 > now }.max()
    }

    /// What is left of the free attempts. An attempt that was waited for is left as well.
    func quota(of key: Key, at now: Date) -> Quota {
        let id = ids.id(of: key)
        var counter = state.withLock { $0[id] } ?? Counter(lastAttempt: now, blockedUntil: now)
        counter.expire(key, at: now)
        let wait = counter.blockedUntil.timeIntervalSince(now)
        let left = max(1, key.freeAttempts - counter.attempts)
        let sinceLast = now.timeIntervalSince(counter.lastAttempt)
        let whole = key.secondsPerAttempt.map { Double(counter.attempts) * $0 } ?? Self.memory
        return Quota(
            limit: key.freeAttempts, window: Self.memory, remaining: wait > 0 ? 0 : left,
            reset: counter.attempts == 0 ? 0 : max(wait, whole - sinceLast))
    }

    /// Takes back an attempt that succeeded. The account's own counters are reset; shared ones go down by one, so that
    /// signing in to one's own account does not help with guessing at others.
    func succeed(_ keys: [Key]) {
        for key in keys {
            if key.isShared { refund([key]) } else { state.withLock { $0[ids.id(of: key)] = nil } }
        }
    }

    /// Takes back an attempt that was never checked. A counter without other attempts is removed.
    func refund(_ keys: [Key]) {
        for key in keys {
            let id = ids.id(of: key)
            state.withLock { state in
                guard var counter = state[id] else { return }
                counter.attempts -= 1
                counter.blockedUntil = counter.lastAttempt
                state[id] = counter.attempts > 0 ? counter : nil
            }
        }
    }

    /// Evicts counters that block nobody first, among them those with the fewest attempts, among them the oldest.
    private static func forgetLeast(_ state: inout State, at now: Date) {
        let least = state.counters.sorted { $0.value.weight(at: now) < $1.value.weight(at: now) }
        for (id, _) in least.prefix(state.counters.count / 10) { state[id] = nil }
    }
}

extension Throttle.Counter {
    fileprivate func weight(at now: Date) -> (Int, Int, Date) {
        (blockedUntil > now ? 1 : 0, attempts, lastAttempt)
    }
}

extension Throttle {
    /// Returns the counters that have changed since the last call; nil for those that have gone.
    func drain() -> [CounterID: Counter?] {
        state.withLock { state in
            defer { state.unsaved = [] }
            return Dictionary(uniqueKeysWithValues: state.unsaved.map { ($0, state.store($0)) })
        }
    }

    /// The present counters of these keys, to be saved.
    func counters(of keys: [Key]) -> [CounterID: Counter?] {
        let counted = keys.map(ids.id)
        return state.withLock { state in
            Dictionary(counted.map { ($0, state.store($0)) }, uniquingKeysWith: { first, _ in first })
        }
    }

    /// Puts back what could not be written.
    func restore(_ ids: some Sequence<CounterID>) {
        state.withLock { state in
            state.unsaved.formUnion(ids)
            state.stored.formUnion(ids)
        }
    }

    /// Takes over the counters that were saved before the last stop. Of two counters with one id the higher counts, so
    /// calling this twice does no harm.
    func load(_ saved: [CounterID: Counter]) {
        state.withLock { state in
            state.stored.formUnion(saved.keys)
            state.counters.merge(saved) { own, saved in
                Counter(
                    attempts: max(own.attempts, saved.attempts), lastAttempt: max(own.lastAttempt, saved.lastAttempt),
                    blockedUntil: max(own.blockedUntil, saved.blockedUntil))
            }
        }
    }

    /// Forgets counters without recent attempts. The caller deletes those of the database, which are as old.
    func forgetOld(at now: Date) {
        state.withLock { state in
            for (id, counter) in state.counters where now >= counter.lastAttempt + Self.memory {
                state.counters[id] = nil
                state.unsaved.remove(id)
                state.stored.remove(id)
            }
        }
    }

    /// How many counters the database has, as far as is known here.
    var storedCount: Int { state.withLock { $0.stored.count } }
}
