import Foundation
import GRDB
import Instrumentation
import TestSupport
import Testing

@testable import Storage

@Suite struct CommitWatchTests {
    @Test func `the mark differs after each commit, of this process and of others`() async throws {
        try await withDatabase { database, path in
            var marks = [database.lastCommit]
            for name in ["ada", "bruno", "mei"] {
                try await database.insertUser(name)
                marks.append(database.lastCommit)
            }
            let other = try Connection(path: path)
            try other.execute("UPDATE user SET nickname = 'x'")
            marks.append(database.lastCommit)
            try other.close()
            for (index, mark) in marks.enumerated() {
                #expect(mark != nil)
                #expect(marks.lastIndex(of: mark) == index)
            }
        }
    }

    @Test func `reading, and what is rolled back, is no commit`() async throws {
        try await withDatabase { database, _ in
            try await database.insertUser("ada")
            let mark = database.lastCommit
            _ = try await database.pool.read { try $0.rows("SELECT * FROM user").count }
            try database.deleteUsersAndRollBack()
            #expect(mark != nil && database.lastCommit == mark)
        }
    }

    @Test func `a log that begins anew tells of the next commit too`() async throws {
        try await withDatabase { database, _ in
            try await database.insertUser("ada")
            for name in ["bruno", "mei"] {
                try await database.writeBack()
                let mark = database.lastCommit
                try await database.insertUser(name)
                #expect(mark != nil && database.lastCommit != mark)
            }
        }
    }

    @Test func `a closed database cannot tell`() async throws {
        try await withDatabase { database, _ in
            try database.close()
            #expect(database.lastCommit == nil)
        }
    }

    @Test func `a transaction knows a commit that it sees`() async throws {
        try await withDatabase { database, _ in
            try await database.insertUser("ada")
            let mark = database.lastCommit
            #expect(try await database.read(\.lastCommit) == mark)
        }
    }
}

struct CommitObserverTests {
    private final class Observer: CommitObserver {
        let commits = Counter()
        let usersSeen = Counter()

        func didCommit(_ db: Transaction) {
            commits.add()
            usersSeen.add((try? db.row("SELECT count(*) FROM user") { $0[0] as Int }) ?? 0)
        }
    }

    private struct Refused: Error {}

    @Test func `an observer sees what was committed before its caller goes on, and hears of nothing that failed`()
        async throws
    {
        try await withDatabase { database, _ in
            let observer = Observer()
            database.add(observer)
            try await database.write { try $0.run(Self.insertion, ["ada"]) }
            #expect((observer.commits.value, observer.usersSeen.value) == (1, 1))
            await #expect(throws: Refused.self) { try await database.write { _ in throw Refused() } }
            #expect(observer.commits.value == 1)
        }
    }

    @Test func `an observer is held as long as its owner holds it`() async throws {
        try await withDatabase { database, _ in
            weak var gone: Observer?
            do {
                let observer = Observer()
                database.add(observer)
                gone = observer
            }
            try await database.write { try $0.run(Self.insertion, ["ada"]) }
            #expect(gone == nil)
        }
    }

    private static let insertion =
        "INSERT INTO user (username, nickname, passwordHash, avatarSeed, createdAt) VALUES (?, '', '', 0, 0)"
}

extension Storage.Database {
    fileprivate func deleteUsersAndRollBack() throws {
        try pool.writeWithoutTransaction { db in
            try db.inTransaction {
                try db.run("DELETE FROM user")
                return .rollback
            }
        }
    }
}
