import Foundation
import Media
import PathKit

/// The uploads of a backup, unpacked into the folder of incoming files, where the site removes leftovers of a crash when it
/// starts. They remove themselves unless they are kept.
final class RestoredUploads {
    let lost: LostUploads
    private let whole: [Upload]
    private let uploads: Path
    private let staging: Path
    private let unpacked: MediaFolder

    /// Unpacks and checks these uploads; others are ignored.
    ///
    /// - Throws: ``ArchiveProblem``, `FileError`, `Interruptible.Interrupted`.
    init(_ wanted: Set<Upload>, from archive: Archive, in uploads: Path, progress: ProgressReport) throws {
        self.uploads = uploads
        _ = try MediaFolder(path: uploads)
        staging = uploads + "incoming" + "restored"
        unpacked = try MediaFolder(path: staging)
        do {
            var (whole, lost) = ([Upload](), LostUploads())
            for (index, upload) in wanted.enumerated() {
                try Self.unpack(upload, from: archive, into: staging, progress)
                switch try StoredUploads(unpacked).state(of: upload, check: progress.check) {
                case .whole: whole.append(upload)
                case .missing: lost.missing.append(upload)
                case .damaged: lost.damaged.append(upload)
                }
                try progress.say("Unpacking \(wanted.counted)", Double(index + 1) / Double(wanted.count))
            }
            (self.whole, self.lost) = (whole, lost)
        } catch {
            try? staging.delete()
            throw error
        }
    }

    deinit {
        try? staging.delete()
    }

    private static func unpack(
        _ upload: Upload, from archive: Archive, into staging: Path, _ progress: ProgressReport
    ) throws {
        for entry in upload.entries where archive.has(entry) {
            let file = try OpenFile(
                path(of: entry, in: staging), flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
            try archive.read(entry) { bytes in
                try progress.check()
                try bytes.withUnsafeBytes { try file.append($0) }
            }
        }
    }

    private static func path(of entry: ArchiveEntry, in folder: Path) -> String {
        (folder + Path(entry.name).lastComponent).string
    }

    /// Moves the intact ones to where the site looks for them. Afterwards they survive a power cut.
    ///
    /// - Throws: `FileError`.
    func keep() throws {
        // One flush for all files. One for each would take minutes with ten thousand of them.
        sync()
        for entry in whole.flatMap(\.entries) {
            let destination = Self.path(of: entry, in: uploads)
            try systemCall("rename", destination) { rename(Self.path(of: entry, in: staging), destination) }
        }
        try OpenFile.flushFolder(uploads.string)
    }

    /// Removes what was kept.
    func remove() {
        for entry in whole.flatMap(\.entries) { try? Path(Self.path(of: entry, in: uploads)).delete() }
    }
}
