import Foundation
import GRDB

/// The database file of a site on disk. The site may be running, with this version of Roost or another.
///
/// Every call blocks until the disk answers. Unless documented otherwise, functions throw SQLite's errors.
public final class DatabaseFile: Sendable {
    /// How the file's schema compares with that of this version of Roost.
    public enum Schema: Sendable {
        case current
        /// The next start brings it up to date.
        case older
        case newer
        /// It is not the database of a site.
        case foreign
    }

    private let path: String
    private let queue: DatabaseQueue

    /// Opens a file to read. What is written to it meanwhile is left in the log for the site.
    ///
    /// - Throws: ``Database/NotThere``.
    public convenience init(reading path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { throw Database.NotThere(path: path) }
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase(Database.leaveLog)
        try self.init(path: path, configuration)
    }

    /// Opens a file that is not in use. It may come from an unknown source: nothing in its schema is run.
    ///
    /// - Throws: ``Database/NotThere``.
    public convenience init(inspecting path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { throw Database.NotThere(path: path) }
        var configuration = Configuration()
        configuration.prepareDatabase {
            try $0.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
        }
        try self.init(path: path, configuration)
    }

    private init(path: String, _ configuration: Configuration) throws {
        self.path = path
        queue = try DatabaseQueue(path: path, configuration: configuration)
    }

    public func close() throws {
        try queue.close()
    }

    public func schema() throws -> Schema {
        let migrator = Migrations.all
        return try queue.read { db in
            if try migrator.appliedIdentifiers(db).isEmpty { return .foreign }
            if try migrator.hasBeenSuperseded(db) { return .newer }
            return try migrator.hasCompletedMigrations(db) ? .current : .older
        }
    }

    /// Whether another program has made tables in it. A database without any may become that of a site.
    func isForeign() throws -> Bool {
        guard try schema() == .foreign else { return false }
        return try queue.read { db in
            try Bool.fetchOne(
                db, sql: "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE tbl_name NOT LIKE 'grdb%')") ?? false
        }
    }

    /// - Throws: ``Database/TooNew``, ``Database/Foreign``, ``Database/AlteredSchema``.
    public func requireKnownSchema() throws {
        switch try schema() {
        case .current, .older:
            let differences = try queue.read(SchemaObject.differences)
            guard differences.isEmpty else { throw Database.AlteredSchema(path: path, differences: differences) }
        case .newer: throw Database.TooNew(path: path)
        case .foreign: throw Database.Foreign(path: path)
        }
    }

    /// What is damaged, one line each; of many only the first.
    public func damage() throws -> [String] {
        do {
            return try queue.read { db in
                let broken = try String.fetchAll(db, sql: "PRAGMA integrity_check(10)").filter { $0 != "ok" }
                let lost = try GRDB.Row.fetchAll(
                    db, sql: "SELECT DISTINCT \"table\", parent FROM pragma_foreign_key_check")
                return broken + lost.map { "a row of \($0[0] as String) belongs to none of \($0[1] as String)" }
            }
        } catch let error where Database.isDamage(error) {
            // Too damaged to be checked to its end.
            return [Database.message(of: error) ?? "\(error)"]
        }
    }

    /// The names of people's pictures.
    public func avatars() throws -> Set<String> {
        try queue.read(Self.avatars)
    }

    private static func avatars(_ db: GRDB.Database) throws -> Set<String> {
        try String.fetchSet(db, sql: "SELECT avatar FROM user WHERE avatar IS NOT NULL")
    }

    /// A key that is encrypted with the site's secret, and the person that it belongs to; nil if nothing is encrypted.
    public func sealedKey() throws -> (user: Int64, key: Data)? {
        try queue.read { db in
            guard try db.tableExists("twoFactor") else { return nil }
            let row = try GRDB.Row.fetchOne(
                db, sql: "SELECT userId, sealedKey FROM twoFactor WHERE confirmedAt IS NOT NULL ORDER BY userId LIMIT 1"
            )
            return row.map { ($0[0], $0[1]) }
        }
    }

    /// Gives every person with one of these pictures the generated one.
    public func removeAvatars(_ names: Set<String>) throws {
        try queue.write { db in
            for name in names { try Transaction(db).run("UPDATE user SET avatar = NULL WHERE avatar = ?", [name]) }
        }
    }

    /// The files of messages that were posted. A file whose message was not posted yet may still be on its way to the
    /// disk; none in a database of a version without files.
    public func attachments() throws -> Set<StoredAttachment> {
        try queue.read(Self.attachments)
    }

    private static func attachments(_ db: GRDB.Database) throws -> Set<StoredAttachment> {
        guard try db.tableExists("attachment") else { return [] }
        let rows = try GRDB.Row.fetchAll(
            db, sql: "SELECT id, sha256, bytes, width IS NOT NULL FROM attachment WHERE number IS NOT NULL")
        return Set(rows.map { StoredAttachment(id: $0[0], sha256: $0[1], bytes: $0[2], hasThumbnail: $0[3]) })
    }

    /// Of all files that the database knows, also of those that wait for their message or to be removed.
    public func attachmentIDs() throws -> Set<Int64> {
        try queue.read { db in
            try db.tableExists("attachment") ? Int64.fetchSet(db, sql: "SELECT id FROM attachment") : []
        }
    }

    /// Takes these files away from their messages, and forgets all that have no message.
    public func removeAttachments(_ ids: Set<Int64>) throws {
        try queue.write { db in
            guard try db.tableExists("attachment") else { return }
            for id in ids { try Transaction(db).run("DELETE FROM attachment WHERE id = ?", [id]) }
            try Transaction(db).run("DELETE FROM attachment WHERE number IS NULL", [])
        }
    }

    /// Copies a consistent state of the database from some moment after the call, and returns the names of people's
    /// pictures and the files of messages at that moment. The site may write meanwhile.
    ///
    /// - Parameters:
    ///   - path: of a new file, which only this user may read.
    ///   - progress: receives the share that is done. An error that it throws stops the copy.
    /// - Throws: ``Database/CannotCopy``.
    public func copy(
        to path: String, progress: @escaping (Double) throws -> Void
    ) throws -> (avatars: Set<String>, attachments: Set<StoredAttachment>) {
        try queue.read { db in
            // This first look begins the transaction, and so sets the moment: a copy of several steps would begin
            // again at each write otherwise.
            let uploads = (avatars: try Self.avatars(db), attachments: try Self.attachments(db))
            try db.copy(to: path, progress: progress)
            return uploads
        }
    }
}

/// A file of a message, as the database knows it.
public struct StoredAttachment: Hashable, Sendable {
    public let id: Int64
    /// Of its bytes.
    public let sha256: Data
    public let bytes: Int
    public let hasThumbnail: Bool

    public init(id: Int64, sha256: Data, bytes: Int, hasThumbnail: Bool) {
        (self.id, self.sha256, self.bytes, self.hasThumbnail) = (id, sha256, bytes, hasThumbnail)
    }
}
