import Foundation
import PathKit

extension AvatarFolder {
    /// Removes every upload and every picture that was never completed, as a crash leaves them.
    ///
    /// Call it before any upload is taken: it would take those in progress with it.
    ///
    /// - Returns: the number of files removed.
    /// - Throws: the error of the first removal that fails; what was removed before stays removed.
    public func removeIncoming() throws -> Int {
        let leftovers = try leftovers
        for path in leftovers { try path.delete() }
        return leftovers.count
    }

    /// How far the time of a file may be behind the clock, in seconds: the kernel takes that of its last tick.
    private static let clockTick = 0.05

    /// The names of the pictures that have files from before `date`, those too that were kept as they were sent. Files
    /// that are not named as pictures are not looked at.
    ///
    /// - Throws: `FileError` or another error of the disk.
    public func pictures(before date: Date) throws -> Set<String> {
        var names: Set<String> = []
        for path in try Path(location).children() {
            let file = path.lastComponent
            let name = AvatarFileName(file)?.picture.description ?? OriginalName(file)?.description
            guard let name, !names.contains(name), try isFile(path, before: date) else { continue }
            names.insert(name)
        }
        return names
    }

    private func isFile(_ path: Path, before date: Date) throws -> Bool {
        var status = stat()
        do {
            try systemCall("lstat", path.string) { lstat(path.string, &status) }
        } catch let error as FileError where error.isMissing {
            return false
        }
        let modified = Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9
        return status.st_mode & S_IFMT != S_IFDIR && modified < date.timeIntervalSince1970 - Self.clockTick
    }
}
