import Foundation
import Instrumentation
import Storage

/// People, their passwords and their sessions.
///
/// What a function changes, it changes in one transaction. Functions that check a password may throw `WorkQueue.Full`;
/// all may throw what the database throws (`Database.failure` sorts it).
public struct Accounts: Sendable {
    let database: Database
    let hasher: PasswordHasher
    let now: @Sendable () -> Date
    let random: RandomBytes
    let lastSeenUpdates = LastSeenUpdates()
    let throttle: Throttle
    let exports = ExportSlots()
    let cache: AccountCache
    let secret: Secret
    let signIns = Counters<SignInOutcome>()
    let codes = Counters<SignInOutcome>()

    /// The mark of browsers that have signed in before.
    public let knownDevice: KnownDevice

    public let lifetime: SessionLifetime

    public init(
        database: Database, hasher: PasswordHasher, secret: Secret, lifetime: SessionLifetime = SessionLifetime(),
        now: @escaping @Sendable () -> Date = { Date() }, random: @escaping RandomBytes = systemRandom
    ) {
        self.database = database
        self.hasher = hasher
        self.secret = secret
        throttle = Throttle(secret: secret)
        cache = AccountCache(of: database)
        knownDevice = KnownDevice(secret: secret, random: random)
        self.lifetime = lifetime
        self.now = now
        self.random = random
    }

    /// Whether the database answers and what is kept in memory has been read from it.
    public func isReady() async -> Bool {
        if !cache.isWarm { try? await warm() }
        guard cache.isWarm else { return false }
        return await database.isReady()
    }
}
