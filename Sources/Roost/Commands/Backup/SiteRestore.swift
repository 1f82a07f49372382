import Foundation
import Media
import PathKit
import Storage

/// Restores a backup where there is no site. Everything is unpacked and checked before anything is moved into place. The
/// database comes last, as there is no site without it.
final class SiteRestore {
    struct Occupied: Error, CustomStringConvertible {
        let path: String
        var description: String { "\(path) already exists. A backup can be restored only where there is no site." }
    }

    struct Report: Sendable {
        var uploads: [String] = []
        /// What the backup lacked.
        var removed: Set<Upload> = []
        var hasSecret = false
    }

    private let archive: Archive
    private let database: String
    private let uploads: Path
    private let progress: ProgressReport

    /// - Parameter kinds: uploads of these kinds may be missing or damaged in the backup. Then people get a generated
    ///   picture, and messages lose their files.
    /// - Throws: ``ArchiveProblem``, ``Occupied``, `FileError`, what `Storage` throws.
    static func run(
        _ file: String, into settings: Settings, withoutMissing kinds: Set<Upload.Kind>, progress: ProgressReport
    ) throws -> Report {
        let restore = SiteRestore(archive: try Archive(file), settings, progress)
        try restore.requireEmptyPlace()
        return try restore.run(withoutMissing: kinds)
    }

    private init(archive: Archive, _ settings: Settings, _ progress: ProgressReport) {
        self.archive = archive
        self.progress = progress
        database = settings.database
        uploads = Path(settings.uploads).absolute()
    }

    private var secret: String { SecretFile(for: database).path }

    /// Files next to a database belong to it: SQLite would apply an old write-ahead log to the restored database.
    private func requireEmptyPlace() throws {
        let files = ["", "-wal", "-shm", "-journal"].map { database + $0 } + (archive.has(.secret) ? [secret] : [])
        if let taken = files.first(where: { Path($0).exists || Path($0).isSymlink }) { throw Occupied(path: taken) }
        guard uploads.exists else { return }
        guard uploads.isDirectory else { throw Occupied(path: uploads.string) }
        if let taken = try UploadsFolder.firstUpload(in: uploads) { throw Occupied(path: taken.string) }
    }

    private func run(withoutMissing kinds: Set<Upload.Kind>) throws -> Report {
        let unpacked = try unpack(.database, beside: database)
        let secret = archive.has(.secret) ? try unpack(.secret, beside: secret) : nil
        if let secret, try SecretFile.read(secret.path) == nil { throw ArchiveProblem.shortSecret }
        // The folder is created if needed. After a failure, nothing of it is left.
        let isNew = !uploads.exists
        do {
            let file = try checked(unpacked.path)
            let wanted = try file.uploads()
            let restored = try RestoredUploads(wanted, from: archive, in: uploads, progress: progress)
            let removed = restored.lost.all
            guard removed.allSatisfy({ kinds.contains($0.kind) }) else {
                throw ArchiveProblem.lacksUploads(restored.lost)
            }
            try remove(removed, from: file)
            try file.close()
            try putInPlace(unpacked, secret, restored)
            return Report(
                uploads: wanted.subtracting(removed).counts, removed: removed, hasSecret: archive.has(.secret))
        } catch {
            if isNew { try? uploads.delete() }
            throw error
        }
    }

    private func remove(_ lost: Set<Upload>, from file: DatabaseFile) throws {
        var (avatars, attachments) = (Set<String>(), Set<Int64>())
        for upload in lost {
            switch upload {
            case .avatar(let name): avatars.insert(name)
            case .file(let attachment): attachments.insert(attachment.id)
            }
        }
        try file.removeAvatars(avatars)
        try file.removeAttachments(attachments)
    }

    private func putInPlace(_ file: IncomingFile, _ secret: IncomingFile?, _ uploads: RestoredUploads) throws {
        do {
            try uploads.keep()
            try secret?.keep(at: self.secret)
            try file.keep(at: database)
        } catch {
            uploads.remove()
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
