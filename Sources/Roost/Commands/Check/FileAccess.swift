import Foundation
import PathKit

/// What the system knows about files.
enum FileAccess {
    /// The permission bits; nil if there is no such file.
    static func permissions(_ path: String) -> mode_t? {
        status(path).map { $0.st_mode & 0o7777 }
    }

    /// In bytes; nil if there is no such file.
    static func size(_ path: String) -> Int64? {
        status(path).map { Int64($0.st_size) }
    }

    /// Users other than the owner.
    enum Audience {
        case others
        /// The file's group; a folder on the way may have another one.
        case group

        fileprivate var anything: mode_t { self == .others ? 0o007 : 0o070 }
        fileprivate var passage: mode_t { self == .others ? 0o001 : 0o011 }
    }

    /// Whether they can reach a file: every folder on the way must let them through.
    static func isOpen(_ path: String, to audience: Audience) -> Bool {
        guard let mode = permissions(path), mode & audience.anything != 0 else { return false }
        var folder = Path(path).absolute().parent()
        while folder != folder.parent() {
            guard let mode = permissions(folder.string), mode & audience.passage != 0 else { return false }
            folder = folder.parent()
        }
        return true
    }

    /// The name of the user that a file belongs to; nil if there is no such file.
    static func owner(of path: String) -> String? {
        guard let status = status(path) else { return nil }
        // Copied at once: the next look-up overwrites what it points to.
        return getpwuid(status.st_uid).map { String(cString: $0.pointee.pw_name) } ?? "user \(status.st_uid)"
    }

    /// Whether a file belongs to this user or to root.
    static func isTrusted(_ path: String) -> Bool {
        status(path).map { [0, geteuid()].contains($0.st_uid) } ?? false
    }

    static func isReadOnlyFileSystem(_ path: String) -> Bool {
        var system = statvfs()
        return statvfs(path, &system) == 0 && system.f_flag & UInt(ST_RDONLY) != 0
    }

    static func isReadable(_ path: String) -> Bool {
        access(path, R_OK) == 0
    }

    static func isWritable(_ path: String) -> Bool {
        access(path, W_OK) == 0
    }

    /// Bytes that this user can still write to the file system of a file, or of its folder if it does not exist.
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
