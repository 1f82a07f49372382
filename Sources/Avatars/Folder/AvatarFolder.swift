import Foundation
import PathKit

/// The folder of pictures, and in it a folder `incoming` of uploads and of pictures that are not complete.
///
/// Every call waits for the disk. Calls may come from many threads at once, but for `removeIncoming`.
public struct AvatarFolder: Sendable {
    // Text, as a Path is not Sendable.
    let location: String
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

    /// Where the file of this name is or would be.
    public func path(of name: some LosslessStringConvertible) -> Path {
        Path(location) + name.description
    }

    /// Creates an empty file for an upload, readable by this user alone (0600).
    ///
    /// - Throws: `FileError`.
    public func newIncomingFile() throws -> IncomingFile {
        var generator = SystemRandomNumberGenerator()
        let name = [generator.next(), generator.next()].map(\UInt64.hexadecimal).joined()
        return try IncomingFile(path: (Path(incoming) + name).string)
    }

    /// Creates an empty file for each size of a picture.
    ///
    /// - Throws: `FileError`.
    public func newIncomingAvatar() throws -> IncomingAvatar {
        try IncomingAvatar(newIncomingFile)
    }

    /// Takes the complete files of a picture, each a square WebP of its size, under a new name. They are then safe
    /// from a power cut.
    ///
    /// Whatever is thrown, the files are gone.
    ///
    /// - Throws: `ImageRejected.damaged` when a file is anything else, `FileError`.
    public func keep(_ avatar: IncomingAvatar) throws -> AvatarName {
        var generator = SystemRandomNumberGenerator()
        return try keep(avatar, using: &generator)
    }

    /// As `keep(_:)`, with the random part of the name drawn from `generator`.
    func keep(_ avatar: IncomingAvatar, using generator: inout some RandomNumberGenerator) throws -> AvatarName {
        do {
            let contents = try avatar.files.map { size, file in try Self.reduce(file, to: size) }
            let name = AvatarName(digest: AvatarDigest(of: contents), using: &generator)
            try keep(avatar, as: name)
            return name
        } catch {
            avatar.discard()
            throw error
        }
    }

    /// Leaves nothing in the file but the picture, and gives the bytes.
    private static func reduce(_ file: IncomingFile, to size: AvatarSize) throws -> Data {
        do {
            let square = ImageHeader(format: .webp, width: size.side, height: size.side)
            guard try ImageHeader.read(from: Path(file.path)) == square else { throw ImageRejected.damaged }
        } catch is ImageRejected {
            // Of whatever kind: what is wrong is the picture that was made, not what the sender knows of.
            throw ImageRejected.damaged
        }
        let picture = try WebPFile(OpenFile.reading(file.path).readAll()).picture
        try file.replace(with: picture)
        try file.close()
        return picture
    }

    private func keep(_ avatar: IncomingAvatar, as name: AvatarName) throws {
        var kept: [AvatarFileName] = []
        do {
            for (size, file) in avatar.files {
                try file.keep(at: path(of: name.file(size)).string)
                kept.append(name.file(size))
            }
            try OpenFile.flushFolder(location)
        } catch {
            for file in kept { try? unlinkIfPresent(path(of: file).string) }
            throw error
        }
    }

    /// The bytes of a file, nil when there is none of this name.
    ///
    /// - Throws: `FileError`.
    public func read(_ name: AvatarFileName) throws -> Data? {
        do {
            return try OpenFile.reading(path(of: name).string).readAll()
        } catch let error as FileError where error.isMissing {
            return nil
        }
    }

    /// Removes a picture in all its sizes. No error when there is none of this name.
    ///
    /// - Throws: `FileError`.
    public func remove(_ name: AvatarName) throws {
        for file in name.files { try unlinkIfPresent(path(of: file).string) }
    }

    /// Removes the picture of this name, in all its sizes or as it was sent. No error when there is none.
    ///
    /// - Throws: `FileError`.
    public func remove(named name: String) throws {
        if let avatar = AvatarName(name) {
            try remove(avatar)
        } else if let original = OriginalName(name) {
            try unlinkIfPresent(path(of: original).string)
        }
    }

    private static func createFolder(_ path: String) throws {
        do {
            try systemCall("mkdir", path) { mkdir(path, 0o700) }
        } catch let error as FileError where error.code == EEXIST {
            return
        }
    }

    /// What is in `incoming`.
    var leftovers: [Path] {
        get throws { try Path(incoming).children() }
    }
}
