import Conversation
import Foundation
import Media

/// A file as a message shows it.
struct AttachmentView: View {
    static let template = "attachment.html"
    static var fields: [Field<Self>] {
        [
            .text("name", \.attachment.name),
            .text("size") { ByteCount.text($0.attachment.bytes) },
            .text("path") { $0.isReadable ? $0.attachment.path : nil },
            .text("thumbnailPath") { $0.isReadable && $0.hasThumbnail ? $0.attachment.thumbnailPath : nil },
            .flag("isPicture") { $0.kind == .picture },
            .flag("isVideo") { $0.kind == .video },
            .flag("isDownload") { $0.kind == .download },
            .flag("isAudio") { $0.kind == .audio },
            .text("width") { $0.shown.map { String($0.width) } },
            .text("height") { $0.shown.map { String($0.height) } },
        ]
    }

    let attachment: Attachment
    /// Whether the person is in the room. Others learn only that there is a file.
    let isReadable: Bool

    var kind: FileType.Kind { FileType(stored: attachment.type).kind }
    private var hasThumbnail: Bool { attachment.width != nil }

    /// The size of the thumbnail, so that nothing moves when it arrives.
    private var shown: (width: Int, height: Int)? {
        guard let width = attachment.width, let height = attachment.height else { return nil }
        let scale = min(1, Double(AttachmentFiles.thumbnailSide) / Double(max(width, height)))
        return (max(1, Int((Double(width) * scale).rounded())), max(1, Int((Double(height) * scale).rounded())))
    }
}

extension Attachment {
    var path: String { paths.file(AttachmentID(id), FilePathName(name: name)) }
    var thumbnailPath: String { paths.thumbnail(AttachmentID(id)) }

    /// Where its bytes lie.
    var storedName: AttachmentName { AttachmentName(id: id, sha256: sha256) }
}
