import CStorage
import Foundation
import GRDB
import Synchronization
import WorkQueue

/// The site's one SQLite file, opened once, with its schema up to date.
///
/// Only this module sees the GRDB pool inside.
public final class Database: Sendable {
    /// The file was last written by a newer Roost, whose schema this version does not know.
    public struct TooNew: Error, CustomStringConvertible {
        public let path: String
        public var description: String {
            "\(path) was made by a newer version of Roost. Run that version, or restore a backup made by this one."
        }
    }

    /// The file is something else.
    public struct Foreign: Error, CustomStringConvertible {
        public let path: String
        public var description: String {
            "\(URL(filePath: path).path(percentEncoded: false)) is not the database of a site."
        }
    }

    /// The version of SQLite on this machine.
    public static var engineVersion: String { String(cString: roost_sqlite_version()) }

    let pool: DatabasePool
    /// Where the file is.
    package var path: String { pool.path }
    let observers = CommitObservers()
    let watch: CommitWatch
    let writes: WriteQueue
    let readers: WorkQueue
    /// One at a time: the other processors are for everybody else.
    let longReads = WorkQueue(label: "roost.long-reads", width: 1, depth: 100)
    private let connections: ReadConnections
    /// Whether closing writes the WAL back. Only one process may.
    private let writesBack: Bool
    private let isOpen = Mutex(true)
    /// The path of the copy that was made before an upgrade; nil when none was needed.
    public let copyBeforeUpgrade: String?

    /// Opens the file at `path`, making it if needed for this user alone, and runs the migrations that it has not had;
    /// before the first of them it is copied.
    ///
    /// - Throws: ``TooNew``, ``Foreign``, ``CannotCopy``, or what SQLite says of a file it cannot open, lock or write.
    public convenience init(path: String) throws {
        try self.init(path: path, migrator: Migrations.all)
    }

    convenience init(path: String, migrator: DatabaseMigrator) throws {
        // SQLite reports what prevents it; most often the file is already there.
        _ = Self.reserve(path)
        try Self.requireOwn(path)
        let pool = try Self.openPool(path, Self.configuration)
        guard try !pool.writeWithoutTransaction(migrator.hasBeenSuperseded) else { throw TooNew(path: path) }
        let copy = try Self.copyBeforeUpgrade(pool, by: migrator)
        try migrator.migrate(pool)
        try self.init(pool: pool, writesBack: true, copyBeforeUpgrade: copy)
    }

    init(pool: DatabasePool, writesBack: Bool, copyBeforeUpgrade: String? = nil) throws {
        self.pool = pool
        watch = try CommitWatch(pool)
        writes = WriteQueue(pool: pool, observers: observers, watch: watch)
        connections = ReadConnections(path: pool.path, pool.configuration)
        readers = WorkQueue(
            label: "roost.readers", width: pool.configuration.maximumReaderCount, depth: Self.waitingReads)
        self.writesBack = writesBack
        self.copyBeforeUpgrade = copyBeforeUpgrade
    }

    /// Another program's database stays as it is: opening the pool would already change its mode.
    private static func requireOwn(_ path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        let file = try DatabaseFile(inspecting: path)
        defer { try? file.close() }
        guard try !file.isForeign() else { throw Foreign(path: path) }
    }

    static func openPool(_ path: String, _ configuration: Configuration) throws -> DatabasePool {
        let pool = try DatabasePool(path: path, configuration: configuration)
        // A reported commit must survive a power failure. NORMAL, which GRDB sets when it opens a pool, may lose the last
        // commits in WAL mode.
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        return pool
    }

    /// Reads that may wait.
    private static let waitingReads = 10_000

    /// How long a read may keep a request's thread, of which there are a few. Reads take milliseconds; this is for a
    /// statement that turns out to cost more than anybody thought.
    package static let readLimit: Duration = .seconds(5)

    /// Runs `body` in a read transaction: where it is called, if that is a request's thread, otherwise on a thread of the
    /// database.
    ///
    /// GRDB's own asynchronous `read` switches threads five times; this switches twice, or not at all.
    ///
    /// - Parameter limit: how long the statements may take on a request's thread.
    /// - Throws: what `body` or SQLite throws; ``Failure/busy`` after the limit; `WorkQueue.Full` when too many wait
    ///   already.
    package func read<Value: Sendable>(
        within limit: Duration = readLimit, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        if RequestThreads.isCurrent { return try readers.runHere { try readHere(within: limit, body) } }
        return try await readers.run { try self.readHere(within: .zero, body) }
    }

    /// Runs `body` in a read transaction on a thread of its own, one call after another. For what may take long, such as
    /// a search: no other read waits for it.
    ///
    /// - Parameters:
    ///   - person: who asks. People take turns, and each has `WorkQueue.Sender.places`.
    ///   - limit: how long the statements may take.
    /// - Throws: what `body` or SQLite throws; ``Failure/busy`` after the limit; `WorkQueue.Full` when too many wait
    ///   already.
    package func readAside<Value: Sendable>(
        for person: Int64, within limit: Duration, _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        let sender = WorkQueue.Sender(id: String(person), network: String(person))
        return try await longReads.run(for: sender) { try self.readHere(within: limit, body) }
    }

    /// - Parameter limit: zero for none.
    private func readHere<Value>(within limit: Duration, _ body: (Transaction) throws -> Value) throws -> Value {
        // Before the transaction begins, so that it sees this commit for certain.
        let mark = watch.lastCommit
        return try connections.use { connection in
            guard limit > .zero else { return try Transaction(connection, after: mark).reading(body) }
            let handle = UnsafeMutableRawPointer(connection.sqliteConnection)
            return try Transaction(connection, after: mark).reading { transaction in
                roost_limit_time(handle, Int64(limit / .milliseconds(1)))
                // The end of the transaction must not be interrupted: the connection would stay in it.
                defer { roost_limit_time(handle, 0) }
                return try body(transaction)
            }
        }
    }

    /// Whether the database answers now.
    public func isReady() async -> Bool {
        (try? await read { try $0.exists("SELECT 1") }) == true
    }

    /// Writes the WAL back into the file and empties it, so that deleted data is in neither. It does nothing if another
    /// process is in charge of that, or if a reader still needs the older state, for which it does not wait.
    ///
    /// - Returns: whether the WAL is empty now.
    @discardableResult
    package func writeBack() async throws -> Bool {
        guard writesBack else { return false }
        return try await withWriter { db in
            try db.run("PRAGMA busy_timeout = 0")
            defer { try? db.run("PRAGMA busy_timeout = \(Self.busyTimeout * 1000)") }
            return try db.row("PRAGMA wal_checkpoint(TRUNCATE)") { $0[0] } == false
        }
    }

    /// Runs `body` on the connection that writes, in no transaction: for what cannot be done in one.
    package func withWriter<Value: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            pool.asyncWriteWithoutTransaction { db in
                continuation.resume(with: Result { try body(Transaction(db)) })
            }
        }
    }

    /// Writes the WAL back into the file, unless another process does, and closes it. Using the database afterwards is an
    /// error. Calling it again has no effect.
    public func close() throws {
        // Asked to write back after closing, GRDB would pass a closed connection to SQLite.
        let isFirst = isOpen.withLock { isOpen in
            defer { isOpen = false }
            return isOpen
        }
        guard isFirst else { return }
        // The pool's connection must be the last to close: it removes the log, and the watch reads its memory.
        watch.close()
        try connections.close()
        if writesBack { _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) } }
        try pool.close()
    }

    /// Seconds to wait for the lock of another process.
    private static let busyTimeout = 5

    static var configuration: Configuration {
        var configuration = Configuration()
        configuration.label = "roost"
        configuration.foreignKeysEnabled = true
        configuration.maximumReaderCount = max(2, ProcessInfo.processInfo.activeProcessorCount)
        configuration.busyMode = .timeout(TimeInterval(busyTimeout))
        configuration.prepareDatabase { db in
            // Deleted data is overwritten, not only unlinked from the tree.
            try db.execute(sql: "PRAGMA secure_delete = ON")
        }
        return configuration
    }
}
