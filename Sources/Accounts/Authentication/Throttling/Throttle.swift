import Crypto
import Foundation
import Synchronization

/// Counts attempts and makes those who try too often wait, longer each time.
///
/// A try is counted before it is known how it ends, so that many at once are many; one that succeeds is taken back, and
/// one that nobody looked at leaves nothing. The number of counters is bounded: a flood of invented names costs no
/// memory, and forgets each other before what has more attempts, or keeps somebody waiting. What has changed is written to
/// the database by maintenance and read at the next start, so that a restart clears no way.
final class Throttle: Sendable {
    struct Counter: Hashable, Sendable {
        var attempts = 0
        /// When the last try was. Of a counter that many share: since when no try was forgotten, not much before.
        var lastAttempt: Date
        var blockedUntil: Date

        /// Counts a try, after what there was before it is forgotten as far as it is long ago.
        fileprivate mutating func count(_ key: Key, at now: Date) {
            forget(key, at: now)
            attempts += 1
            if attempts == 1 || key.secondsPerAttempt == nil { lastAttempt = now }
            blockedUntil = now + key.delay(after: attempts)
        }

        private mutating func forget(_ key: Key, at now: Date) {
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
        /// What was not written down since it changed, or went.
        var unsaved: Set<CounterID> = []
        /// What the database has: of the rest, what has gone need not be written.
        var stored: Set<CounterID> = []

        subscript(id: CounterID) -> Counter? {
            get { counters[id] }
            set {
                counters[id] = newValue
                if newValue != nil || stored.contains(id) { unsaved.insert(id) } else { unsaved.remove(id) }
            }
        }

        /// A counter that is to be written down.
        mutating func store(_ id: CounterID) -> Counter? {
            let counter = counters[id]
            if counter == nil { stored.remove(id) } else { stored.insert(id) }
            return counter
        }
    }

    /// Seconds without a try after which a counter is forgotten.
    static let memory: TimeInterval = 3600
    static let capacity = 50_000

    private let ids: CounterID.Maker
    private let state = Mutex(State())

    init(secret: Secret) {
        ids = CounterID.Maker(secret: secret)
    }

    /// Counts a try under every key, unless one of them has to wait; says until when.
    func begin(_ keys: [Key], at now: Date) -> Date? {
        let counted = keys.map { (key: $0, id: ids.id(of: $0)) }
        return state.withLock { state in
            if let end = Self.wait(counted.map(\.id), state, at: now) { return end }
            for (key, id) in counted {
                var counter = state[id] ?? Counter(lastAttempt: now, blockedUntil: now)
                counter.count(key, at: now)
                state[id] = counter
            }
            if state.counters.count > Self.capacity { Self.forgetLeast(&state, at: now) }
            return nil
        }
    }

    /// Until when one of the keys has to wait, without a try.
    func wait(for keys: [Key], at now: Date) -> Date? {
        let ids = keys.map(ids.id)
        return state.withLock { Self.wait(ids, $0, at: now) }
    }

    private static func wait(_ ids: [CounterID], _ state: State, at now: Date) -> Date? {
        ids.compactMap { state[$0]?.blockedUntil }.filter { $0 > now }.max()
    }

    /// Takes back a try that succeeded. The counters of the account start anew; those that many share go back by one,
    /// so that an own account does not clear the way to others.
    func succeed(_ keys: [Key]) {
        for key in keys {
            if key.isShared { refund([key]) } else { state.withLock { $0[ids.id(of: key)] = nil } }
        }
    }

    /// Takes back a try that nobody looked at; a counter without another one goes.
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

    /// What keeps nobody waiting goes first, of that what has the fewest attempts, and of that the oldest.
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
    /// Takes out what has changed since the last time; nil for counters that have gone.
    func drain() -> [CounterID: Counter?] {
        state.withLock { state in
            defer { state.unsaved = [] }
            return Dictionary(uniqueKeysWithValues: state.unsaved.map { ($0, state.store($0)) })
        }
    }

    /// The counters of these keys as they are now, to be written down.
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

    /// Takes over what was written before the last stop. Where a counter has been begun since, the higher one counts,
    /// so that doing it twice is fine.
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

    /// Forgets what has been quiet for long enough.
    func forgetOld(at now: Date) {
        state.withLock { state in
            for (id, counter) in state.counters where now >= counter.lastAttempt + Self.memory {
                state.counters[id] = nil
            }
        }
    }
}
