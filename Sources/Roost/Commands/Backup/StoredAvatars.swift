import Foundation
import Media
import PathKit

/// The avatars of a site in their folder, by the names in the database.
struct StoredAvatars {
    enum State {
        case whole([(entry: ArchiveEntry, bytes: Data)])
        case missing, damaged
    }

    /// The folder does not exist, but people have avatars.
    struct NoFolder: Error, CustomStringConvertible {
        let path: String
        var description: String { "The folder of pictures, \(path), does not exist (ROOST_UPLOADS)." }
    }

    private let folder: MediaFolder?

    /// - Throws: ``NoFolder`` if there are `names` but no folder; `FileError`.
    init(in path: String, of names: Set<String>) throws {
        guard Path(path).isDirectory else {
            guard names.isEmpty else { throw NoFolder(path: path) }
            folder = nil
            return
        }
        folder = try MediaFolder(path: Path(path))
    }

    init(_ folder: MediaFolder) {
        self.folder = folder
    }

    /// - Throws: `FileError`.
    func state(of name: String) throws -> State {
        guard let folder else { return .missing }
        if let original = OriginalAvatar(name) {
            return try folder.read(original).map { .whole([(.original(original), $0)]) } ?? .missing
        }
        guard let avatar = AvatarName(name) else { return .missing }
        return switch try folder.state(of: avatar) {
        case .whole(let files): .whole(files.map { (.avatar($0.file), $0.bytes) })
        case .missing: .missing
        case .damaged: .damaged
        }
    }

    /// Avatars whose files were last changed before `date`.
    func all(before date: Date) throws -> Set<String> {
        try folder?.avatars(before: date) ?? []
    }

    /// The files of an avatar; none if the name is not valid.
    static func entries(of name: String) -> [ArchiveEntry] {
        if let original = OriginalAvatar(name) { return [.original(original)] }
        return AvatarName(name)?.files.map(ArchiveEntry.avatar) ?? []
    }
}
