import Foundation
import Media
import PathKit

/// What people have uploaded, in the folder of the site, by the names in the database.
struct StoredUploads {
    enum Content {
        case bytes(Data)
        case file(OpenFile)
    }

    enum State {
        case whole([(entry: ArchiveEntry, content: Content)])
        case missing, damaged
    }

    /// The folder does not exist, but people have uploaded something.
    struct NoFolder: Error, CustomStringConvertible {
        let path: String
        var description: String { "The folder of pictures, \(path), does not exist (ROOST_UPLOADS)." }
    }

    private let folder: MediaFolder?

    /// - Parameter isNeeded: whether people have uploaded something.
    /// - Throws: ``NoFolder``, `FileError`.
    init(in path: String, isNeeded: Bool) throws {
        guard Path(path).isDirectory else {
            guard !isNeeded else { throw NoFolder(path: path) }
            folder = nil
            return
        }
        folder = try MediaFolder(path: Path(path))
    }

    init(_ folder: MediaFolder) {
        self.folder = folder
    }

    /// - Parameters:
    ///   - readsFiles: whether files of messages are read and compared with their checksums, rather than their sizes
    ///     alone. Pictures always are.
    ///   - check: is called now and then; an error that it throws ends the reading.
    /// - Throws: `FileError`.
    func state(of upload: Upload, readsFiles: Bool = true, check: () throws -> Void) throws -> State {
        guard let folder else { return .missing }
        switch upload {
        case .avatar(let name):
            try check()
            return try Self.state(ofPicture: name, in: folder)
        case .file(let attachment):
            let state = try folder.state(
                of: attachment.name, bytes: attachment.bytes, hasThumbnail: attachment.hasThumbnail,
                isRead: readsFiles, check: check)
            return switch state {
            case .whole(let files): .whole(files.map { (.attachment($0.file), .file($0.content)) })
            case .missing: .missing
            case .damaged: .damaged
            }
        }
    }

    private static func state(ofPicture name: String, in folder: MediaFolder) throws -> State {
        if let original = OriginalAvatar(name) {
            return try folder.read(original).map { .whole([(.original(original), .bytes($0))]) } ?? .missing
        }
        guard let avatar = AvatarName(name) else { return .missing }
        return switch try folder.state(of: avatar) {
        case .whole(let files): .whole(files.map { (.avatar($0.file), .bytes($0.bytes)) })
        case .missing: .missing
        case .damaged: .damaged
        }
    }

    /// Pictures whose files were last changed before `date`.
    func avatars(before date: Date) throws -> Set<String> {
        try folder?.avatars(before: date) ?? []
    }

    /// Files of messages that were last changed before `date`.
    func files(before date: Date) throws -> Set<AttachmentName> {
        try folder?.attachments(before: date) ?? []
    }
}
