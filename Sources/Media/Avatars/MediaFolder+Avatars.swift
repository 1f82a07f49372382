import Foundation

/// A new avatar's files that are being written, the smallest first.
typealias IncomingAvatar = [(size: AvatarSize, file: IncomingFile)]

extension MediaFolder {
    /// Creates an empty file for each size of an avatar.
    ///
    /// - Throws: `FileError`.
    func newIncomingAvatar() throws -> IncomingAvatar {
        try AvatarSize.allCases.map { ($0, try newIncomingFile()) }
    }

    /// Gives a name to the complete files of an avatar, each a square WebP of its size. Afterwards they survive a power
    /// cut.
    ///
    /// If it throws, the files are gone.
    ///
    /// - Parameter generator: draws the random part of the name.
    /// - Throws: `ImageRejected.damaged` if a file is anything else, `FileError`.
    func keep(_ avatar: IncomingAvatar, using generator: inout some RandomNumberGenerator) throws -> AvatarName {
        do {
            let contents = try avatar.map { size, file in try file.finishImage { $0 == size.side && $1 == size.side } }
            let name = AvatarName(digest: AvatarName.Digest(of: contents), using: &generator)
            try keep(avatar.map { size, file in (file, name.file(size)) })
            return name
        } catch {
            for (_, file) in avatar { file.discard() }
            throw error
        }
    }

    /// Removes an avatar in all its sizes or as it was uploaded. It is no error if there is none with this name.
    ///
    /// - Throws: `FileError`.
    public func removeAvatar(named name: String) throws {
        for file in AvatarName(name)?.files ?? [] { try remove(file) }
        if let original = OriginalAvatar(name) { try remove(original) }
    }

    /// The names of the avatars that have a file last changed in this time. Other files are ignored.
    ///
    /// - Throws: `FileError` or another error of the disk.
    public func avatars(since start: Date = .distantPast, before end: Date) throws -> Set<String> {
        try owners(since: start, before: end) { AvatarFile($0)?.avatar.description ?? OriginalAvatar($0)?.description }
    }

    /// The state of an avatar's files.
    public enum AvatarState: Sendable {
        /// All files are there and match the digest in the name. The smallest comes first.
        case whole([(file: AvatarFile, bytes: Data)])
        case missing
        case damaged
    }

    /// Reads an avatar and compares it with its name.
    ///
    /// - Throws: `FileError`.
    public func state(of avatar: AvatarName) throws -> AvatarState {
        var files: [(file: AvatarFile, bytes: Data)] = []
        for file in avatar.files {
            guard let bytes = try read(file) else { return .missing }
            files.append((file, bytes))
        }
        return AvatarName.Digest(of: files.map(\.bytes)) == avatar.digest ? .whole(files) : .damaged
    }
}
