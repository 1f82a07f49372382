import Foundation
import Media
import PathKit
import Storage

/// Makes a backup of a site, even while it is running.
///
/// The avatars are copied first, then the database, then the avatars that are new in it. The other way round, an avatar that
/// is replaced after the database was copied would be lost. If an avatar came and went while the database was copied, the
/// database is copied again.
final class SiteBackup {
    struct Exists: Error, CustomStringConvertible {
        let path: String
        var description: String { "\(path) already exists. A backup is always a new file." }
    }

    struct Report: Sendable {
        var avatars = 0
        var missing: [String] = []
        var damaged: [String] = []
        var hasSecret = false
        /// The size of the files in it, in bytes.
        var size = 0
    }

    /// How often the database is copied at most if people keep changing their avatars.
    private static let rounds = 5

    private let settings: Settings
    private let path: String
    private let progress: ProgressReport
    private let database: DatabaseFile
    private let archive: ArchiveWriter
    private let file: IncomingFile
    private var report = Report()
    private var archived: Set<String> = []
    private var damaged: Set<String> = []

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
        let names = try database.avatars()
        let avatars = try StoredAvatars(in: settings.uploads, of: names)
        try add(names, from: avatars)
        try addDatabase { try self.add($0, from: avatars) }
        try addSecret()
        try archive.finish()
        try database.close()
        try file.keep(at: path)
        try OpenFile.flushFolder(Path(path).absolute().parent().string)
        report.avatars = archived.count
        report.size = archive.bytesWritten
        return report
    }

    /// Copies the database until all avatars in the copy are archived, or another try does not help.
    ///
    /// - Parameter addAvatars: archives those of the names that are not archived yet.
    private func addDatabase(_ addAvatars: (Set<String>) throws -> Void) throws {
        let copy = path + ".partial-database"
        try? Path(copy).delete()
        defer { try? Path(copy).delete() }
        var lost: Set<String> = []
        for round in 1...Self.rounds {
            if round > 1 { try Path(copy).delete() }
            let names = try database.copy(to: copy) { try self.progress.say("Copying the database", $0) }
            try addAvatars(names)
            let lostBefore = lost
            lost = names.subtracting(archived)
            if lost.isEmpty || lost == lostBefore { break }
        }
        report.damaged = lost.intersection(damaged).sorted()
        report.missing = lost.subtracting(damaged).sorted()
        try archive.add(.database, from: OpenFile.reading(copy)) { try progress.say("Writing the database", $0) }
    }

    private func add(_ names: Set<String>, from avatars: StoredAvatars) throws {
        let new = names.subtracting(archived)
        for (index, name) in new.enumerated() {
            switch try avatars.state(of: name) {
            case .whole(let files):
                for (entry, bytes) in files { try archive.add(entry, bytes) }
                archived.insert(name)
            case .missing: break
            case .damaged: damaged.insert(name)
            }
            try progress.say("Copying \(new.count.counted("picture"))", Double(index + 1) / Double(new.count))
        }
    }

    private func addSecret() throws {
        let secret = SecretFile(for: settings.database)
        guard settings.secret == nil, Path(secret.path).exists else { return }
        try archive.add(.secret, OpenFile.reading(secret.path).readAll())
        report.hasSecret = true
    }
}
