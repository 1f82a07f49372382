import Foundation
import PathKit

/// The folder of uploaded pictures, and in it a folder `incoming` of uploads that are not complete.
///
/// Every call waits for the disk. Calls may come from many threads at once, but for `removeOrphans`.
public struct AvatarFolder: Sendable {
    // Text, as a Path is not Sendable.
    private let location: String
    private let incoming: String

    /// Opens the folder, and creates what is missing of it, open to this user alone (0700).
    ///
    /// A folder that exists keeps its permissions. A relative path is taken from the current folder, once.
    ///
    /// - Throws: `FileError`, with ENOTDIR when a file is in the way and EXDEV when `incoming` is on another
    ///   file system, from which nothing can be renamed; any error of creating the parent folders.
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

    /// Where the picture of this name is or would be.
    public func path(of name: AvatarName) -> Path {
        Path(location) + name.rawValue
    }

    /// Creates an empty file for an upload, readable by this user alone (0600).
    ///
    /// - Throws: `FileError`.
    public func newIncomingFile() throws -> IncomingFile {
        var generator = SystemRandomNumberGenerator()
        let name = [generator.next(), generator.next()].map(\UInt64.hexadecimal).joined()
        return try IncomingFile(path: (Path(incoming) + name).string)
    }

    /// Takes a complete upload as a picture, under a new random name. It is then safe from a power cut.
    ///
    /// Whatever is thrown, the incoming file is gone.
    ///
    /// - Parameter pixelLimit: the largest `width * height` accepted.
    /// - Throws: `ImageRejected` for the fault of the file, `FileError` for that of the disk.
    public func keep(
        _ file: IncomingFile, pixelLimit: Int = ImageHeader.defaultPixelLimit
    ) throws -> AvatarName {
        var generator = SystemRandomNumberGenerator()
        return try keep(file, pixelLimit: pixelLimit, using: &generator)
    }

    /// As `keep(_:pixelLimit:)`, with the name drawn from `generator`.
    public func keep(
        _ file: IncomingFile, pixelLimit: Int = ImageHeader.defaultPixelLimit,
        using generator: inout some RandomNumberGenerator
    ) throws -> AvatarName {
        do {
            let header = try ImageHeader.read(from: Path(file.path), pixelLimit: pixelLimit)
            let name = AvatarName(format: header.format, using: &generator)
            try file.keep(at: path(of: name).string, in: location)
            return name
        } catch {
            file.discard()
            throw error
        }
    }

    /// The bytes of a picture, nil when there is none of this name.
    ///
    /// - Throws: `FileError`.
    public func read(_ name: AvatarName) throws -> Data? {
        guard let file = try open(name) else { return nil }
        var data = Data(count: Int(try file.status().st_size))
        let count = try data.withUnsafeMutableBytes { try file.read(into: $0, at: 0) }
        return data.prefix(count)
    }

    /// The size of a picture in bytes, nil when there is none of this name.
    ///
    /// - Throws: `FileError`.
    public func size(of name: AvatarName) throws -> Int? {
        try open(name).map { Int(try $0.status().st_size) }
    }

    /// Removes a picture. No error when there is none of this name.
    ///
    /// - Throws: `FileError`.
    public func remove(_ name: AvatarName) throws {
        try unlinkIfPresent(path(of: name).string)
    }

    /// Removes every picture whose name is not in `names`, and every upload that was never completed.
    ///
    /// Files that are not named as pictures stay. Call it before any request is served: it would take the
    /// uploads in progress with it.
    ///
    /// - Returns: the number of files removed.
    /// - Throws: the error of the first removal that fails; what was removed before stays removed.
    public func removeOrphans(keeping names: Set<AvatarName>) throws -> Int {
        let orphans = try Path(location).children().filter { path in
            guard let name = AvatarName(path.lastComponent), !names.contains(name) else { return false }
            return path.isSymlink || !path.isDirectory
        }
        let doomed = try orphans + Path(incoming).children()
        for path in doomed {
            try path.delete()
        }
        return doomed.count
    }

    private func open(_ name: AvatarName) throws -> OpenFile? {
        do {
            return try OpenFile.reading(path(of: name).string)
        } catch let error as FileError where error.code == ENOENT {
            return nil
        }
    }

    private static func createFolder(_ path: String) throws {
        do {
            try systemCall("mkdir", path) { mkdir(path, 0o700) }
        } catch let error as FileError where error.code == EEXIST {
            return
        }
    }
}
