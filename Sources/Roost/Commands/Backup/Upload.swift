import Foundation
import Media
import Storage

/// Something that people have uploaded, as the database knows it.
enum Upload: Hashable {
    enum Kind: Hashable, CaseIterable {
        /// Of a person.
        case picture
        /// Of a message.
        case file

        var noun: String { self == .picture ? "picture" : "file" }
    }

    case avatar(String)
    case file(StoredAttachment)

    var kind: Kind {
        switch self {
        case .avatar: .picture
        case .file: .file
        }
    }

    var name: String {
        switch self {
        case .avatar(let name): name
        case .file(let attachment): attachment.name.file(.whole).description
        }
    }

    /// Its files in a backup; none if the name is not valid.
    var entries: [ArchiveEntry] {
        switch self {
        case .avatar(let name):
            if let original = OriginalAvatar(name) { return [.original(original)] }
            return AvatarName(name)?.files.map(ArchiveEntry.avatar) ?? []
        case .file(let attachment):
            let parts = attachment.hasThumbnail ? AttachmentFile.Part.allCases : [.whole]
            return parts.map { .attachment(attachment.name.file($0)) }
        }
    }
}

extension StoredAttachment {
    var name: AttachmentName { AttachmentName(id: id, sha256: sha256) }
}

/// What a site or a backup should have.
struct LostUploads: Hashable {
    var missing: [Upload] = []
    var damaged: [Upload] = []

    var all: Set<Upload> { Set(missing + damaged) }
}

extension Collection<Upload> {
    /// "2 pictures" and "1 file". Without files, nothing is said of them.
    var counts: [String] {
        let counts = Upload.Kind.allCases.map { kind in (kind, count { $0.kind == kind }) }
        return counts.filter { $0 == .picture || $1 > 0 }.map { $1.counted($0.noun) }
    }

    /// "2 pictures and 1 file"
    var counted: String { counts.joined(separator: " and ") }
}
