import Foundation
import Storage
import Synchronization

/// Tells whose account or sessions have changed since it was last asked, by this process or another.
public final class AccountWatch: Sendable {
    public enum Changes: Sendable {
        case some(Set<User.ID>)
        /// Any account may have changed.
        case all

        public func include(_ user: User.ID) -> Bool {
            switch self {
            case .some(let users): users.contains(user)
            case .all: true
            }
        }
    }

    private struct Position {
        var mark: CommitMark?
        var entry: Int64?
    }

    private let database: Database
    private let position = Mutex(Position())

    init(of database: Database) {
        self.database = database
    }

    /// It reads the database only when something was committed since the last time. For one caller at a time.
    public func changes() async throws -> Changes {
        let (mark, last) = (database.lastCommit, position.withLock { $0 })
        if mark != nil, mark == last.mark { return .some([]) }
        let changes = try await database.read { try ChangeLog.changes($0, after: last.entry) }
        switch changes {
        case .entries(let entries):
            position.withLock { $0 = Position(mark: mark, entry: entries.last?.id ?? last.entry) }
            return .some(Set(entries.filter { !$0.isMinor }.map(\.user)))
        case .all(let end):
            position.withLock { $0 = Position(mark: mark, entry: end) }
            return .all
        }
    }
}

extension SessionService {
    public func watch() -> AccountWatch {
        AccountWatch(of: database)
    }

    /// The time by which sessions end.
    public var time: Date { now() }

    /// Those of the sessions that are active, with their people. That is no use of them, and prolongs none.
    public func active(among sessions: Set<Session.ID>) async throws -> [Session.ID: SignedIn] {
        let now = now()
        return try await database.read { db in
            var active: [Session.ID: SignedIn] = [:]
            for id in sessions {
                active[id] = try SessionStore.find(db, id, at: now).map { SignedIn(user: $0, session: $1) }
            }
            return active
        }
    }
}
