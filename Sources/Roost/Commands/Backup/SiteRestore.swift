import Foundation
import Media
import PathKit
import Storage

/// Puts a backup in the place of a site that is not there. All of it is unpacked beside its place and checked before
/// anything is put in place, the database last: a site without one is none.
final class SiteRestore {
    struct Occupied: Error, CustomStringConvertible {
        let path: String
        var description: String { "\(path) is there already. A backup is restored only where there is no site." }
    }

    struct Report: Sendable {
        var pictures = 0
        /// Pictures that their people have no more.
        var removed = 0
        var hasSecret = false
    }

    private let archive: Archive
    private let database: String
    private let uploads: Path
    private let progress: ProgressReport

    /// - Parameter allowsMissing: people whose picture is not in the backup, or is damaged there, get the generated one.
    /// - Throws: ``ArchiveProblem``, ``Occupied``, `FileError`, what `Storage` throws.
    static func run(
        _ file: String, into settings: Settings, allowsMissing: Bool, progress: ProgressReport
    ) throws -> Report {
        let restore = SiteRestore(archive: try Archive(file), settings, progress)
        try restore.requireEmptyPlace()
        return try restore.run(allowsMissing: allowsMissing)
    }

    private init(archive: Archive, _ settings: Settings, _ progress: ProgressReport) {
        self.archive = archive
        self.progress = progress
        database = settings.database
        uploads = Path(settings.uploads).absolute()
    }

    private var secret: String { SecretFile(for: database).path }

    /// What is beside a database belongs to it: a log that is left would be taken for that of the restored one.
    private func requireEmptyPlace() throws {
        let files = ["", "-wal", "-shm", "-journal"].map { database + $0 } + (archive.has(.secret) ? [secret] : [])
        if let taken = files.first(where: { Path($0).exists || Path($0).isSymlink }) { throw Occupied(path: taken) }
        guard uploads.exists else { return }
        guard uploads.isDirectory else { throw Occupied(path: uploads.string) }
        // What is hidden is no picture, nor is what a file system has at its top.
        let taken = try uploads.children().first { child in
            let name = child.lastComponent
            if name == "incoming" { return try !child.children().isEmpty }
            return !name.hasPrefix(".") && name != "lost+found"
        }
        if let taken { throw Occupied(path: taken.string) }
    }

    private func run(allowsMissing: Bool) throws -> Report {
        let unpacked = try unpack(.database, beside: database)
        let secret = archive.has(.secret) ? try unpack(.secret, beside: secret) : nil
        if let secret, try SecretFile.read(secret.path) == nil { throw ArchiveProblem.shortSecret }
        // It begins with the settings' folder, made if needed; on failure nothing of it is left.
        let isNew = !uploads.exists
        do {
            let file = try checked(unpacked.path)
            let names = try file.pictures()
            let pictures = try RestoredAvatars(names, from: archive, in: uploads, progress: progress)
            let lacking = pictures.missing + pictures.damaged
            if !lacking.isEmpty {
                guard allowsMissing else {
                    throw ArchiveProblem.lacksPictures(missing: pictures.missing, damaged: pictures.damaged)
                }
                try file.removePictures(Set(lacking))
            }
            try file.close()
            try putInPlace(unpacked, secret, pictures)
            return Report(
                pictures: names.count - lacking.count, removed: lacking.count, hasSecret: archive.has(.secret))
        } catch {
            if isNew { try? uploads.delete() }
            throw error
        }
    }

    private func putInPlace(_ file: IncomingFile, _ secret: IncomingFile?, _ pictures: RestoredAvatars) throws {
        do {
            try pictures.keep()
            try secret?.keep(at: self.secret)
            try file.keep(at: database)
        } catch {
            pictures.remove()
            if secret != nil { try? Path(self.secret).delete() }
            throw error
        }
        try OpenFile.flushFolder(Path(database).absolute().parent().string)
    }

    private func unpack(_ entry: ArchiveEntry, beside path: String) throws -> IncomingFile {
        let file = try Unfinished.file(path + ".restoring")
        try archive.read(entry) { bytes in
            try progress.check()
            try file.append(bytes)
        }
        try file.close()
        return file
    }

    private func checked(_ path: String) throws -> DatabaseFile {
        do {
            let file = try DatabaseFile(inspecting: path)
            try file.requireKnownSchema()
            let damage = try file.damage()
            guard damage.isEmpty else { throw ArchiveProblem.damagedDatabase(damage) }
            return file
        } catch let error as Database.AlteredSchema {
            throw ArchiveProblem.alteredSchema(error.differences)
        } catch let error where Database.isDamage(error) {
            throw ArchiveProblem.damagedDatabase(["\(error)"])
        }
    }
}
