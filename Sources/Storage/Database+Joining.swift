import CStorage
import Foundation
import GRDB

extension Database {
    /// There is no such file.
    public struct NotThere: Error, CustomStringConvertible {
        public let path: String
        public var description: String { "There is no database \(URL(filePath: path).path(percentEncoded: false))." }
    }

    /// The file was not brought up to date by this version of Roost.
    public struct NotUpToDate: Error, CustomStringConvertible {
        public let path: String
        public var description: String {
            "\(path) is not the database of a site, or not one of this version. Start the site with it once."
        }
    }

    /// Opens the file of a site that may be running. It neither makes nor migrates the file.
    ///
    /// Only the server writes the WAL back into the file: before version 3.51.3, SQLite can damage a database when one
    /// connection does so while another writes (https://www.sqlite.org/wal.html, "the WAL-reset bug"). What is written
    /// here stays in the WAL until then, which is as safe.
    ///
    /// - Throws: ``NotThere``, ``NotUpToDate``, ``TooNew``, or what SQLite says of a file it cannot open.
    public convenience init(joining path: String) throws {
        try self.init(joining: path, trace: nil)
    }

    /// - Parameter trace: is told of each statement that runs, in the words of the source; not of those of triggers.
    package convenience init(joining path: String, trace: (@Sendable (String) -> Void)?) throws {
        try Self.checkSchema(of: path)
        var configuration = Self.configuration
        configuration.label = "roost.joined"
        configuration.maximumReaderCount = 1
        configuration.prepareDatabase(Self.leaveLog)
        if let trace { configuration.prepareDatabase { Self.trace($0, trace) } }
        try self.init(pool: Self.openPool(path, configuration), writesBack: false)
    }

    private static func trace(_ db: GRDB.Database, _ trace: @escaping @Sendable (String) -> Void) {
        db.trace { event in
            guard case .statement(let statement) = event, !statement.sql.hasPrefix("--") else { return }
            trace(statement.sql)
        }
    }

    /// Checks the schema without changing anything, as opening for writing would.
    private static func checkSchema(of path: String) throws {
        switch try DatabaseFile(reading: path).schema() {
        case .current: return
        case .newer: throw TooNew(path: path)
        case .older, .foreign: throw NotUpToDate(path: path)
        }
    }

    /// Makes a connection leave the WAL as it is, while open and when it closes.
    @Sendable static func leaveLog(_ db: GRDB.Database) throws {
        try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
        guard let connection = db.sqliteConnection else { return }
        let code = roost_keep_log_at_close(UnsafeMutableRawPointer(connection))
        guard code == 0 else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    }
}
