import Accounts
import Foundation
import Storage

/// Adds many people to a site that is not in use yet. They share one password, hashed once.
struct SeedData: Sendable {
    /// Bytes of the database that are cached meanwhile: writes to the index of tokens are scattered all over it.
    private static let memory = 1_000_000_000

    private let accounts: Accounts
    private let hash: PasswordHash

    /// - Throws: `Password.Problem`, `WorkQueue.Full`.
    init(of accounts: Accounts, password: String) async throws {
        self.accounts = accounts
        hash = try await accounts.authentication.hasher.hash(Password(password, for: ""), in: .ordinary)
        try await accounts.context.database.withWriter {
            try $0.run("PRAGMA cache_size = -\(Self.memory / 1024)")
        }
    }

    /// Adds people in one transaction. What happened to them first stands first in the tables, so that what belongs to
    /// one of them is as scattered as on a site that is in use.
    ///
    /// - Returns: the token of the last session of each who has one.
    func add(_ seedUsers: [SeedUser]) async throws -> [SessionToken] {
        try await accounts.context.database.write { db in
            let users = try seedUsers.map { seedUser in
                try SeedDataStore.insert(
                    db, seedUser, hash: hash, avatarSeed: UInt64(random: accounts.context.random))
            }
            var tokens = [SessionToken?](repeating: nil, count: seedUsers.count)
            for step in 0..<(seedUsers.map(\.history.count).max() ?? 0) {
                for (index, seedUser) in seedUsers.enumerated() where step < seedUser.history.count {
                    if let token = try add(db, seedUser.history[step], to: users[index]) { tokens[index] = token }
                }
            }
            // The log of changes serves caches, and nothing is cached yet.
            try ChangeLog.cut(db)
            return tokens.compactMap(\.self)
        }
    }

    /// - Returns: the token of the session that began with the event.
    private func add(_ db: Transaction, _ event: SeedUser.Event, to user: User.ID) throws -> SessionToken? {
        guard let lastSeenAt = event.lastSeenAt else {
            try SeedDataStore.insertActivity(db, of: user, event, session: nil)
            return nil
        }
        let token = SessionToken(random: accounts.context.random)
        let session = try SeedDataStore.insertSession(
            db, of: user, tokenHash: token.hash, begunBy: event, lastSeenAt: lastSeenAt,
            expiresAt: accounts.sessions.lifetime.expiry(remembered: true, createdAt: event.at, now: lastSeenAt))
        try SeedDataStore.insertLocation(
            db, of: user,
            fingerprint: KnownLocation.fingerprint(of: event.device, for: user, with: accounts.context.secret),
            at: event.at)
        try SeedDataStore.insertActivity(db, of: user, event, session: session)
        return token
    }
}
