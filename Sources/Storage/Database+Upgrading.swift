import Foundation
import GRDB

extension Database {
    /// Copies a database that is about to be upgraded to a file next to it, `NAME.before-N.sqlite`, where N is the number
    /// of the first migration that is due. It replaces an older copy of that name, made before the same migration, which
    /// has not happened since. So a start that fails again and again does not fill the disk.
    ///
    /// - Returns: the copy's path; nil for a new database and one that is up to date.
    /// - Throws: ``CannotCopy``, what SQLite says.
    static func copyBeforeUpgrade(_ pool: DatabasePool, by migrator: DatabaseMigrator) throws -> String? {
        try pool.writeWithoutTransaction { db in
            // In one transaction, so that the copy is of what was looked at.
            var copy: String?
            try db.inTransaction(.deferred) {
                let applied = try migrator.appliedIdentifiers(db)
                let next = migrator.migrations.first { !applied.contains($0) }
                if !applied.isEmpty, let next { copy = try makeCopy(of: db, at: copyPath(of: pool.path, before: next)) }
                return .commit
            }
            return copy
        }
    }

    private static func makeCopy(of db: GRDB.Database, at path: String) throws -> String {
        let unfinished = path + ".partial"
        unlink(unfinished)
        try db.copy(to: unfinished)
        guard rename(unfinished, path) == 0 else {
            throw CannotCopy(path: path, reason: String(cString: strerror(errno)))
        }
        flushFolder(of: path)
        return path
    }

    static func copyPath(of path: String, before migration: String) -> String {
        let name = path.hasSuffix(".sqlite") ? String(path.dropLast(".sqlite".count)) : path
        return "\(name).before-\(migration.prefix(while: \.isNumber)).sqlite"
    }
}
