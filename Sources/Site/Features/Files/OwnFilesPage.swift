import Accounts
import Conversation
import HTTP

/// `GET /files`: a person's own files, and how much of what they may store they take.
struct OwnFilesPage: Sendable {
    private let page: Page<OwnFilesView>
    private let site: SiteContext

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func show(_ request: Request, person: SignedIn) async throws -> Response {
        let before = request.queryString?[.before].flatMap(AttachmentID.init)
        let (files, use) = try await site.conversation.attachments.files(
            of: person.user.id, before: before?.value ?? .max)
        let all = person.user.role == .administrator ? try await site.conversation.attachments.use() : nil
        let rows = files.map { file in
            FileRow(
                file.attachment, messagePath: file.number.map { RoomReference(file.room, name: "").path(at: $0) },
                sentAt: Timestamp(file.attachment.createdAt, in: person.user.preferences.timeZone))
        }
        let older = files.count == AttachmentService.pageSize ? files.last : nil
        return try await page.response(
            OwnFilesView(
                use: use, all: all, files: rows, olderPath: older.map { "\(paths.files())?before=\($0.attachment.id)" }),
            to: request)
    }
}

struct OwnFilesView: View {
    static let template = "files.html"
    static var fields: [Field<Self>] {
        [
            .text("use") { $0.use.text },
            .text("share") { $0.use.share },
            .text("all") { $0.all?.text },
            .text("allShare") { $0.all?.share },
            .parts("files", \.files),
            .text("olderPath", \.olderPath),
        ]
    }

    let use: StorageUse
    /// Of all people together, for administrators.
    let all: StorageUse?
    let files: [FileRow]
    let olderPath: String?
}

extension StorageUse {
    fileprivate var text: Text {
        guard let limit else { return Text("\(ByteCount.text(bytes)), without a limit") }
        return Text("\(ByteCount.text(bytes)) of \(ByteCount.text(limit))")
    }

    /// From 0 to 1, for a meter.
    fileprivate var share: String? {
        limit.map { limit in
            let thousandths = Int(1000 * min(1, Double(bytes) / Double(max(1, limit))))
            return thousandths == 1000 ? "1" : "0." + String(1000 + thousandths).dropFirst()
        }
    }
}
