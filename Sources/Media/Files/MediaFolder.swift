import Foundation
import PathKit
import Support

/// The name of a stored file. Its `description` must not lead outside the folder: no slash, and not "incoming".
public protocol MediaName: LosslessStringConvertible, Hashable, Sendable {}

/// A folder of stored files, and in it a folder `incoming` for files that are not complete.
///
/// Every call blocks until the disk is done; `MediaStore` calls it from a queue. Any thread may call it at any time,
/// except for `removeIncoming`.
public struct MediaFolder: Sendable {
    // Text, as a Path is not Sendable.
    private let location: String
    private let incoming: String

    /// Opens the folder. Whatever is missing of it is created with access for this user alone (0700).
    ///
    /// A folder that exists keeps its permissions. A relative path is resolved now, once.
    ///
    /// - Throws: `FileError`, with ENOTDIR if a file is in the way and EXDEV if `incoming` is on another file system,
    ///   from which nothing can be renamed; any error of creating the parent folders.
    public init(path: Path) throws {
        let path = path.absolute()
        location = path.string
        incoming = (path + "incoming").string
        if !path.parent().exists {
            try path.parent().mkpath()
        }
        try Self.createFolder(location)
        try Self.createFolder(incoming)
        let outer = try OpenFile(location, flags: O_RDONLY | O_DIRECTORY).status()
        let inner = try OpenFile(incoming, flags: O_RDONLY | O_DIRECTORY | O_NOFOLLOW).status()
        guard outer.st_dev == inner.st_dev else {
            throw FileError(operation: "open", path: incoming, code: EXDEV)
        }
    }

    private static func createFolder(_ path: String) throws {
        do {
            try systemCall("mkdir", path) { mkdir(path, 0o700) }
        } catch let error as FileError where error.code == EEXIST {
            return
        }
    }

    /// Where the file with this name is or would be.
    public func path(of name: some MediaName) -> Path {
        Path(location) + name.description
    }

    /// Creates an empty file that only this user can read (0600).
    ///
    /// - Parameter limit: the most bytes it may have.
    /// - Throws: `FileError`.
    public func newIncomingFile(limit: Int = .max) throws -> IncomingFile {
        var generator = SystemRandomNumberGenerator()
        let name = [generator.next(), generator.next()].map(\UInt64.hexadecimal).joined()
        return try IncomingFile(path: (Path(incoming) + name).string, limit: limit)
    }

    /// Moves complete files to their names, all of them or none. Afterwards they survive a power cut.
    ///
    /// - Throws: `FileError`, with EEXIST if a name is taken.
    public func keep(_ files: [(file: IncomingFile, name: some MediaName)]) throws {
        var kept: [String] = []
        do {
            for (file, name) in files {
                let destination = path(of: name).string
                try file.keep(at: destination)
                kept.append(destination)
            }
            try OpenFile.flushFolder(location)
        } catch {
            for path in kept { try? unlinkIfPresent(path) }
            throw error
        }
    }

    /// Opens a file to read it in pieces; nil if there is none with this name.
    ///
    /// - Throws: `FileError`.
    package func open(_ name: some MediaName) throws -> OpenFile? {
        do {
            return try OpenFile.reading(path(of: name).string)
        } catch let error as FileError where error.isMissing {
            return nil
        }
    }

    /// The whole file; nil if there is none with this name.
    ///
    /// - Throws: `FileError`.
    public func read(_ name: some MediaName) throws -> Data? {
        try open(name)?.readAll()
    }

    /// Removes a file. It is no error if there is none with this name.
    ///
    /// - Throws: `FileError`.
    public func remove(_ name: some MediaName) throws {
        try unlinkIfPresent(path(of: name).string)
    }
}

extension MediaFolder {
    /// What the files that were last changed in a time belong to.
    ///
    /// - Parameter owner: what a file with this name belongs to; nil for files of no interest.
    /// - Throws: `FileError` or another error of the disk.
    func owners<Owner: Hashable>(
        since start: Date = .distantPast, before end: Date, _ owner: (String) -> Owner?
    ) throws -> Set<Owner> {
        var owners: Set<Owner> = []
        for path in try Path(location).children() {
            guard let owner = owner(path.lastComponent), !owners.contains(owner),
                let modified = try Self.modification(ofFileAt: path), start <= modified,
                modified < end - Self.clockTick
            else { continue }
            owners.insert(owner)
        }
        return owners
    }

    /// How far a file's time may be behind the clock, in seconds: the kernel uses the time of its last tick.
    private static let clockTick = 0.05

    /// Nil for a folder, and where there is nothing any more.
    private static func modification(ofFileAt path: Path) throws -> Date? {
        var status = stat()
        do {
            try systemCall("lstat", path.string) { lstat(path.string, &status) }
        } catch let error as FileError where error.isMissing {
            return nil
        }
        guard status.st_mode & S_IFMT != S_IFDIR else { return nil }
        return Date(
            timeIntervalSince1970: Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9)
    }

    /// Removes every incomplete file, as a crash leaves them.
    ///
    /// Call it before the first upload: it would also remove uploads in progress.
    ///
    /// - Returns: the number of files removed.
    /// - Throws: the first error; what was removed before stays removed.
    public func removeIncoming() throws -> Int {
        let leftovers = try leftovers
        for path in leftovers { try path.delete() }
        return leftovers.count
    }

    /// What is in `incoming`.
    var leftovers: [Path] {
        get throws { try Path(incoming).children() }
    }
}
