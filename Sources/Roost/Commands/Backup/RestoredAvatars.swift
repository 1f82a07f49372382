import Foundation
import Media
import PathKit

/// The avatars of a backup, unpacked into the folder of incoming files, where the site removes leftovers of a crash when it
/// starts. They remove themselves unless they are kept.
final class RestoredAvatars {
    let missing: [String]
    let damaged: [String]
    private let whole: [String]
    private let folder: MediaFolder
    private let uploads: Path
    private let staging: Path
    private let unpacked: MediaFolder

    /// Unpacks and checks the avatars with these names; others are ignored.
    ///
    /// - Throws: ``ArchiveProblem``, `FileError`, `Interruptible.Interrupted`.
    init(_ names: Set<String>, from archive: Archive, in uploads: Path, progress: ProgressReport) throws {
        self.uploads = uploads
        folder = try MediaFolder(path: uploads)
        staging = uploads + "incoming" + "restored"
        unpacked = try MediaFolder(path: staging)
        do {
            var (whole, missing, damaged) = ([String](), [String](), [String]())
            for (index, name) in names.enumerated() {
                try Self.unpack(name, from: archive, into: staging)
                switch try StoredAvatars(unpacked).state(of: name) {
                case .whole: whole.append(name)
                case .missing: missing.append(name)
                case .damaged: damaged.append(name)
                }
                try progress.say("Unpacking \(names.count.counted("picture"))", Double(index + 1) / Double(names.count))
            }
            (self.whole, self.missing, self.damaged) = (whole, missing, damaged)
        } catch {
            try? staging.delete()
            throw error
        }
    }

    deinit {
        try? staging.delete()
    }

    private static func unpack(_ name: String, from archive: Archive, into staging: Path) throws {
        for entry in StoredAvatars.entries(of: name) where archive.has(entry) {
            let file = try OpenFile(
                path(of: entry, in: staging), flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
            try archive.read(entry) { bytes in try bytes.withUnsafeBytes { try file.append($0) } }
        }
    }

    private static func path(of entry: ArchiveEntry, in folder: Path) -> String {
        (folder + Path(entry.name).lastComponent).string
    }

    /// Moves the intact ones to where the site looks for them. Afterwards they survive a power cut.
    ///
    /// - Throws: `FileError`.
    func keep() throws {
        // One flush for all files. One for each would take minutes with ten thousand avatars.
        sync()
        for entry in whole.flatMap(StoredAvatars.entries) {
            let destination = Self.path(of: entry, in: uploads)
            try systemCall("rename", destination) { rename(Self.path(of: entry, in: staging), destination) }
        }
        try OpenFile.flushFolder(uploads.string)
    }

    /// Removes the avatars that were kept.
    func remove() {
        for name in whole { try? folder.removeAvatar(named: name) }
    }
}
