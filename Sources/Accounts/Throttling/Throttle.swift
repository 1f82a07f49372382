import Foundation
import Synchronization

/// Counts tries and makes those who try too often wait, longer each time.
///
/// A try is counted before it is known how it ends, so that many at once are many; one that succeeds is taken back.
/// The number of counters is bounded: a flood of invented names forgets the oldest and costs no memory.
final class Throttle: Sendable {
    /// What is counted.
    enum Key: Hashable, Sendable {
        /// Guesses at one account from one network.
        case account(String, network: String)
        /// Guesses from one network, at whichever account.
        case network(String)
        /// Guesses at one account from everywhere.
        case everywhere(account: String)
        /// Guesses from a device that has signed in to the account before: nobody else's tries count against it.
        case knownDevice(User.ID)
        /// Wrong passwords given as proof by someone who is signed in.
        case proof(User.ID)
        /// Wrong codes given after the right password.
        case code(User.ID)
        /// The same from a device that has signed in before.
        case codeFromKnownDevice(User.ID)
        case signUp(network: String)
    }

    private struct Counter {
        var tries = 0
        var lastTry: Date
        var blockedUntil: Date
    }

    /// Seconds without a try after which a counter is forgotten.
    static let memory: TimeInterval = 3600
    static let capacity = 50_000

    private let counters = Mutex<[Key: Counter]>([:])

    /// Counts a try under every key, unless one of them has to wait; says until when.
    func begin(_ keys: [Key], at now: Date) -> Date? {
        counters.withLock { counters in
            let waits = keys.compactMap { counters[$0]?.blockedUntil }.filter { $0 > now }
            if let end = waits.max() { return end }
            for key in keys {
                var counter = counters[key] ?? Counter(lastTry: now, blockedUntil: now)
                if now >= counter.lastTry + Self.memory { counter.tries = 0 }
                counter.tries += 1
                counter.lastTry = now
                counter.blockedUntil = now + key.delay(after: counter.tries)
                counters[key] = counter
            }
            if counters.count > Self.capacity { Self.forgetOldest(&counters) }
            return nil
        }
    }

    /// Takes back a try that succeeded. The counters of the account start anew; those that many share go back by one,
    /// so that an own account does not clear the way to others.
    func succeed(_ keys: [Key]) {
        counters.withLock { counters in
            for key in keys {
                switch key {
                case .network, .signUp, .everywhere: Self.takeBack(key, from: &counters)
                case .account, .knownDevice, .proof, .code, .codeFromKnownDevice: counters[key] = nil
                }
            }
        }
    }

    /// Takes back a try that nobody looked at.
    func takeBack(_ keys: [Key]) {
        counters.withLock { counters in
            for key in keys { Self.takeBack(key, from: &counters) }
        }
    }

    private static func takeBack(_ key: Key, from counters: inout [Key: Counter]) {
        guard var counter = counters[key] else { return }
        counter.tries -= 1
        counter.blockedUntil = counter.lastTry
        counters[key] = counter
    }

    private static func forgetOldest(_ counters: inout [Key: Counter]) {
        let oldest = counters.sorted { $0.value.lastTry < $1.value.lastTry }.prefix(counters.count / 10)
        for (key, _) in oldest { counters[key] = nil }
    }
}

extension Throttle.Key {
    /// Tries without any delay.
    private var freeTries: Int {
        switch self {
        case .account, .proof, .code: 5
        case .knownDevice, .codeFromKnownDevice: 10
        case .network, .signUp: 30
        case .everywhere: 100
        }
    }

    /// Seconds to wait after so many tries: 30 after the first that is not free, twice as long each time, at most 15
    /// minutes.
    fileprivate func delay(after tries: Int) -> TimeInterval {
        guard tries >= freeTries else { return 0 }
        return min(900, 30 * pow(2, Double(min(tries - freeTries, 10))))
    }
}
