import Foundation
import GRDB
import Storage

/// Adds many people to a site that nobody uses yet. They all have one password, hashed once.
package struct Population: Sendable {
    /// Bytes of the database that are kept in memory meanwhile: the index of tokens is written all over.
    private static let memory = 1_000_000_000

    private let accounts: Accounts
    private let hash: PasswordHash

    /// - Throws: `Password.Problem`, `WorkQueue.Full`.
    package init(of accounts: Accounts, password: String) async throws {
        self.accounts = accounts
        hash = try await accounts.hasher.hash(Password(password, for: ""))
        try await accounts.database.pool.writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA cache_size = -\(Self.memory / 1024)")
        }
    }

    /// Adds people in one transaction. What happened to them first stands first in the tables, so that what belongs to
    /// one of them is as scattered as on a site that is in use.
    ///
    /// - Returns: the token of the last session of each who has one.
    package func add(_ residents: [Resident]) async throws -> [SessionToken] {
        try await accounts.database.pool.write { db in
            let users = try residents.map { try insert(db, $0) }
            var tokens = [SessionToken?](repeating: nil, count: residents.count)
            for step in 0..<(residents.map(\.history.count).max() ?? 0) {
                for (index, resident) in residents.enumerated() where step < resident.history.count {
                    if let token = try add(db, resident.history[step], to: users[index]) { tokens[index] = token }
                }
            }
            return tokens.compactMap(\.self)
        }
    }

    private func insert(_ db: GRDB.Database, _ resident: Resident) throws -> User {
        try UserStore.insert(
            db, username: resident.username, nickname: resident.nickname, hash: hash,
            avatarSeed: UInt64(random: accounts.random), at: resident.createdAt)
    }

    private func add(_ db: GRDB.Database, _ event: Resident.Event, to user: User) throws -> SessionToken? {
        guard let lastSeenAt = event.lastSeenAt else {
            try ActivityStore.insert(db, event.kind, user: user.id, device: event.device, at: event.at)
            return nil
        }
        let token = SessionToken(random: accounts.random)
        let issued = try accounts.openSession(
            db, for: user, as: event.kind, token: token, remember: true, on: event.device, at: event.at)
        // Nobody has left questions open.
        try ActivityStore.setReview(db, .confirmed, of: db.lastInsertedRowID)
        let expiresAt = accounts.lifetime.expiry(remembered: true, createdAt: event.at, now: lastSeenAt)
        try SessionStore.touch(
            db,
            Sighting(
                session: issued.session.id, user: user.id, lastSeenAt: lastSeenAt, renewedAt: lastSeenAt,
                expiresAt: expiresAt))
        return token
    }
}
