import Foundation
import PathKit

/// What the system says of files.
enum FileAccess {
    /// The permission bits; nil when there is no such file.
    static func permissions(_ path: String) -> mode_t? {
        status(path).map { $0.st_mode & 0o7777 }
    }

    /// Bytes; nil when there is no such file.
    static func size(_ path: String) -> Int64? {
        status(path).map { Int64($0.st_size) }
    }

    /// Whether users who are neither the owner nor in the file's group can get at it: every folder on the way must let
    /// them through.
    static func isOpenToOthers(_ path: String) -> Bool {
        guard let mode = permissions(path), mode & 0o007 != 0 else { return false }
        var folder = Path(path).absolute().parent()
        while folder != folder.parent() {
            guard let mode = permissions(folder.string), mode & 0o001 != 0 else { return false }
            folder = folder.parent()
        }
        return true
    }

    static func isWritable(_ path: String) -> Bool {
        access(path, W_OK) == 0
    }

    /// Bytes this user may still write to the file system of a file, or of the nearest folder of one that is not there.
    static func freeSpace(at path: String) -> Int64? {
        let path = Path(path).absolute()
        var system = statvfs()
        guard statvfs((path.exists ? path : path.parent()).string, &system) == 0 else { return nil }
        return Int64(clamping: UInt64(system.f_bavail) * UInt64(system.f_frsize))
    }

    private static func status(_ path: String) -> stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }
}
