import Foundation

extension AvatarFolder {
    /// What there is of a picture.
    public enum Holding: Sendable {
        /// Its files, the smallest first, with the bytes that its name tells of.
        case whole([(file: AvatarFileName, bytes: Data)])
        case missing
        /// There are other bytes in its files.
        case damaged
    }

    /// Reads a picture and compares it with its name.
    ///
    /// - Throws: `FileError`.
    public func holding(_ name: AvatarName) throws -> Holding {
        var files: [(file: AvatarFileName, bytes: Data)] = []
        for file in name.files {
            guard let bytes = try read(file) else { return .missing }
            files.append((file, bytes))
        }
        return AvatarDigest(of: files.map(\.bytes)) == name.digest ? .whole(files) : .damaged
    }

    /// As `holding(_:)`, of a picture that was kept as it was sent, whose name tells nothing of its bytes; nil when there
    /// is none.
    ///
    /// - Throws: `FileError`.
    public func read(_ name: OriginalName) throws -> Data? {
        do {
            return try OpenFile.reading(path(of: name).string).readAll()
        } catch let error as FileError where error.isMissing {
            return nil
        }
    }
}
