import Accounts
import Foundation
import Synchronization

/// Lets a person do something a number of times at once, and then at a steady rate (a token bucket).
///
/// Counts are in memory: a restart forgives everyone.
final class RateLimiter: Sendable {
    /// What is counted together.
    struct Key: Hashable, Sendable {
        enum Action: Hashable, Sendable {
            case message, action, creation
        }

        let person: User.ID
        let room: Room.ID?
        let action: Action
    }

    /// Buckets that are kept. When there are more, those that are full again are forgotten, then all.
    static let capacity = 50_000

    private struct Bucket {
        var tokens: Double
        var updatedAt: Date
    }

    private let limits: ConversationLimits
    private let buckets = Mutex<[Key: Bucket]>([:])

    init(limits: ConversationLimits) {
        self.limits = limits
    }

    /// Whether ``take(_:at:)`` would succeed.
    func isOpen(_ key: Key, at now: Date) -> Bool {
        buckets.withLock { refilled(key, in: $0, at: now).tokens >= 1 }
    }

    /// - Returns: nil, or the seconds until the next time.
    func take(_ key: Key, at now: Date) -> TimeInterval? {
        buckets.withLock { buckets in
            var bucket = refilled(key, in: buckets, at: now)
            guard bucket.tokens >= 1 else { return (1 - bucket.tokens) / rate(of: key).perSecond }
            bucket.tokens -= 1
            if buckets[key] == nil, buckets.count >= Self.capacity { makeRoom(in: &buckets, at: now) }
            buckets[key] = bucket
            return nil
        }
    }

    /// What is left, without taking anything.
    func quota(of key: Key, at now: Date) -> Quota {
        let (burst, perSecond) = rate(of: key)
        let tokens = buckets.withLock { refilled(key, in: $0, at: now).tokens }
        return Quota(
            limit: burst, window: Double(burst) / perSecond, remaining: Int(tokens),
            reset: (Double(burst) - tokens) / perSecond)
    }

    private func makeRoom(in buckets: inout [Key: Bucket], at now: Date) {
        buckets = buckets.filter { key, _ in
            refilled(key, in: buckets, at: now).tokens < Double(rate(of: key).burst)
        }
        // With little room won, the next key would look at all of them again.
        if buckets.count >= Self.capacity / 10 * 9 { buckets = [:] }
    }

    private func refilled(_ key: Key, in buckets: [Key: Bucket], at now: Date) -> Bucket {
        let (burst, perSecond) = rate(of: key)
        guard let bucket = buckets[key] else { return Bucket(tokens: Double(burst), updatedAt: now) }
        // A clock that was set back gives nothing.
        let passed = max(0, now.timeIntervalSince(bucket.updatedAt))
        return Bucket(tokens: min(Double(burst), bucket.tokens + passed * perSecond), updatedAt: now)
    }

    private func rate(of key: Key) -> (burst: Int, perSecond: Double) {
        switch key.action {
        case .message: (limits.messageBurst, limits.messagesPerSecond)
        case .action: (limits.actionBurst, limits.actionsPerSecond)
        case .creation: (limits.creationBurst, limits.creationsPerSecond)
        }
    }
}

/// The person does something more often than is allowed.
public struct TooFast: Error, Hashable, Sendable {
    /// Seconds until they may do it again.
    public let retryAfter: TimeInterval

    public init(retryAfter: TimeInterval) {
        self.retryAfter = retryAfter
    }
}
