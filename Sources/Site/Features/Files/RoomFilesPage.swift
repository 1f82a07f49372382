import Conversation
import HTTP

/// `GET /rooms/:room/files`: pictures and files of a room, those of the newest messages first.
struct RoomFilesPage: Sendable {
    private let page: Page<RoomFilesView>
    private let site: SiteContext

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func show(_ request: Request, visitor: RoomVisitor<Member>) async throws -> Response {
        let files = try await site.conversation.attachments.files(
            of: visitor.right, before: request.queryString?[.before].flatMap(FilePlace.init).map { ($0.number, $0.id) })
        let title = try await site.title(of: visitor.right.access)
        let zone = visitor.person.user.preferences.timeZone
        let rows = files.map { file in
            FileRow(
                file.attachment, messagePath: title.path(at: file.number),
                sentAt: Timestamp(file.attachment.createdAt, in: zone))
        }
        let older = files.count == AttachmentService.pageSize ? files.last : nil
        let olderPath = older.map {
            "\(paths.roomFiles(title.reference))?before=\(FilePlace(number: $0.number, id: $0.attachment.id).text)"
        }
        return try await page.response(RoomFilesView(title: title, files: rows, olderPath: olderPath), to: request)
    }
}

/// The last file of a page: `12-7` for file 7 of message 12.
struct FilePlace: Equatable {
    let number: Int64
    let id: Attachment.ID

    var text: String { "\(number)-\(id)" }

    init(number: Int64, id: Attachment.ID) {
        (self.number, self.id) = (number, id)
    }

    init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"))
        guard parts.count == 2, let number = MessageNumber(String(Substring(parts[0]))),
            let id = AttachmentID(String(Substring(parts[1])))
        else { return nil }
        self.init(number: number.value, id: id.value)
    }
}

struct RoomFilesView: View {
    static let template = "room-files.html"
    static var fields: [Field<Self>] {
        [
            .text("title", \.title.text), .text("roomPath", \.title.path), .parts("files", \.files),
            .text("olderPath", \.olderPath),
        ]
    }

    let title: RoomTitle
    let files: [FileRow]
    let olderPath: String?
}

/// A file in a list.
struct FileRow: View {
    static let template = "file-row.html"
    static var fields: [Field<Self>] {
        [
            .part("file", \.file),
            .text("picture") { $0.file.kind == .picture ? $0.attachment.name : nil },
            .text("size") { ByteCount.text($0.attachment.bytes) },
            .text("messagePath", \.messagePath),
            .text("when", \.sentAt.full),
            .text("whenISO", \.sentAt.iso),
        ]
    }

    private let attachment: Attachment
    private let file: AttachmentView
    private let messagePath: String?
    private let sentAt: Timestamp

    /// - Parameter messagePath: nil for a file that waits for its message.
    init(_ attachment: Attachment, messagePath: String?, sentAt: Timestamp) {
        self.attachment = attachment
        file = AttachmentView(attachment: attachment, isReadable: true)
        self.messagePath = messagePath
        self.sentAt = sentAt
    }
}
