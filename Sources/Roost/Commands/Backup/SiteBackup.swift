import Foundation
import Media
import PathKit
import Storage

/// Makes a backup of a site, even while it is running.
///
/// Uploads are copied first, then the database, then the uploads that are new in it. The other way round, an upload that is
/// replaced or removed after the database was copied would be lost. If one came and went while the database was copied, the
/// database is copied again. The copy is checked, as a restore would check it.
final class SiteBackup {
    struct Exists: Error, CustomStringConvertible {
        let path: String
        var description: String { "\(path) already exists. A backup is always a new file." }
    }

    /// The database has rows or pages that cannot be right.
    struct DamagedDatabase: Error, CustomStringConvertible {
        let path: String
        let damage: [String]

        var description: String {
            """
            \(path) is damaged, so no backup was made:
            \(damage.joined(separator: "\n"))
            Keep the file and the backups that there are, and restore the last one: docs/operate.md.
            """
        }
    }

    struct Report: Sendable {
        var uploads: [String] = []
        var lost = LostUploads()
        var hasSecret = false
        /// The size of the files in it, in bytes.
        var size = 0
    }

    /// How often the database is copied at most if uploads keep changing.
    private static let rounds = 5

    private let settings: Settings
    private let path: String
    private let progress: ProgressReport
    private let database: DatabaseFile
    private let archive: ArchiveWriter
    private let file: IncomingFile
    private var report = Report()
    private var archived: Set<Upload> = []
    private var damaged: Set<Upload> = []

    /// - Parameter path: the backup, a new file that only this user can read.
    static func make(of settings: Settings, at path: String, progress: ProgressReport) throws -> Report {
        try SiteBackup(settings, path, progress).make()
    }

    private init(_ settings: Settings, _ path: String, _ progress: ProgressReport) throws {
        guard !Path(path).exists, !Path(path).isSymlink else { throw Exists(path: path) }
        self.settings = settings
        self.path = path
        self.progress = progress
        database = try DatabaseFile(reading: settings.database)
        try database.requireKnownSchema()
        file = try Unfinished.file(path + ".partial")
        archive = ArchiveWriter(file, time: Date())
    }

    private func make() throws -> Report {
        let uploads = try database.uploads()
        let stored = try StoredUploads(in: settings.uploads, isNeeded: !uploads.isEmpty)
        try add(uploads, from: stored)
        try addDatabase { try self.add($0, from: stored) }
        try addSecret()
        try archive.finish()
        try database.close()
        try file.keep(at: path)
        try OpenFile.flushFolder(Path(path).absolute().parent().string)
        report.uploads = archived.counts
        report.size = archive.bytesWritten
        return report
    }

    /// Copies the database until all uploads in the copy are archived, or another try does not help.
    ///
    /// - Parameter addUploads: archives those that are not archived yet.
    private func addDatabase(_ addUploads: (Set<Upload>) throws -> Void) throws {
        let copy = path + ".partial-database"
        try? Path(copy).delete()
        defer { try? Path(copy).delete() }
        var lost: Set<Upload> = []
        for round in 1...Self.rounds {
            if round > 1 { try Path(copy).delete() }
            let uploads = try database.copyWithUploads(to: copy) { try self.progress.say("Copying the database", $0) }
            try addUploads(uploads)
            let lostBefore = lost
            lost = uploads.subtracting(archived)
            if lost.isEmpty || lost == lostBefore { break }
        }
        try requireIntact(copy)
        report.lost.damaged = lost.intersection(damaged).sorted { $0.name < $1.name }
        report.lost.missing = lost.subtracting(damaged).sorted { $0.name < $1.name }
        try archive.add(.database, from: OpenFile.reading(copy)) { try progress.say("Writing the database", $0) }
    }

    /// A backup of a damaged database could not be restored, and older ones are removed after it.
    private func requireIntact(_ copy: String) throws {
        let file = try DatabaseFile(inspecting: copy)
        defer { try? file.close() }
        let damage = try file.damage()
        guard damage.isEmpty else { throw DamagedDatabase(path: settings.database, damage: damage) }
    }

    private func add(_ uploads: Set<Upload>, from stored: StoredUploads) throws {
        let new = uploads.subtracting(archived)
        for (index, upload) in new.enumerated() {
            switch try stored.state(of: upload, check: progress.check) {
            case .whole(let files):
                for (entry, content) in files { try add(entry, content) }
                archived.insert(upload)
            case .missing: break
            case .damaged: damaged.insert(upload)
            }
            try progress.say("Copying \(new.counted)", Double(index + 1) / Double(new.count))
        }
    }

    private func add(_ entry: ArchiveEntry, _ content: StoredUploads.Content) throws {
        switch content {
        case .bytes(let bytes): try archive.add(entry, bytes)
        case .file(let file): try archive.add(entry, from: file) { _ in try progress.check() }
        }
    }

    private func addSecret() throws {
        let secret = SecretFile(for: settings.database)
        guard settings.secret == nil, Path(secret.path).exists else { return }
        try archive.add(.secret, OpenFile.reading(secret.path).readAll())
        report.hasSecret = true
    }
}

extension DatabaseFile {
    /// What people have uploaded.
    func uploads() throws -> Set<Upload> {
        Set(try avatars().map(Upload.avatar) + attachments().map(Upload.file))
    }

    fileprivate func copyWithUploads(
        to path: String, progress: @escaping (Double) throws -> Void
    ) throws -> Set<Upload> {
        let (avatars, attachments) = try copy(to: path, progress: progress)
        return Set(avatars.map(Upload.avatar) + attachments.map(Upload.file))
    }
}
