import Conversation
import HTTP
import Media

/// What a composer sends.
struct MessageForm: Sendable {
    /// Room for everything but files: the text, the parts' headers and boundaries, in bytes.
    static let overhead = Route.formLimit

    /// As it was typed.
    let body: String
    /// The message that this one answers.
    let reply: Int64?
    /// Makes a form that is sent twice one message.
    var key: MessageKey
    /// Files that came with the form.
    private(set) var files: [MultipartForm.File] = []
    /// Keeps space for the files until they are stored.
    private var reservation: UploadReservation?
    private(set) var hasMoreFiles = false
    /// Why no file was kept: the member may not post, or has no room for files.
    private(set) var refusal: (any Error)?
    /// How many bytes the files had when they were more than the member may store; nil when they never were.
    private(set) var excess: Int?
    /// Files that are stored and wait for the message: the form was sent before, and refused.
    var waiting: [Attachment.ID] = []
    /// The message of one's own that is to be changed; nil for a new one.
    private(set) var edited: Int64?
    /// What was in the composer before it made way for an edit; nil in the composer itself.
    private(set) var keptDraft: String?
    private(set) var isCancelled = false
    /// Whether the composer is to have a field of several lines, in place of sending; nil where that was not asked.
    private(set) var asksForLines: Bool?

    /// Whether the form is sent, and not changed into another.
    var isMessage: Bool { edited == nil && asksForLines == nil && !isCancelled }

    /// A message without files.
    init(body: String, reply: Int64?, key: MessageKey) {
        (self.body, self.reply, self.key) = (body, reply, key)
    }

    /// A message with the files of a form.
    init(body: String, reply: Int64?, key: MessageKey, of form: MultipartForm) {
        self.init(body: body, reply: reply, key: key)
        takeFiles(of: form)
    }

    private mutating func takeFiles(of form: MultipartForm) {
        (files, hasMoreFiles, reservation) = (form.files, form.hasMoreFiles, form.reservation)
        (refusal, excess) = (form.refusal, form.excess)
    }

    /// Reads a form of either type. Its files are on the disk afterwards, as far as the member may store them.
    init(_ request: Request, site: SiteContext, as member: Member) async throws {
        let (fields, multipart): ((TextField) -> String?, MultipartForm?)
        if MultipartBoundary(contentType: request.headers[.contentType] ?? "") != nil {
            let form = try await MultipartForm.read(
                request, limits: Self.limits(site, for: member, request), to: site.attachments.media)
            multipart = form
            waiting = (form.lists["attached"] ?? []).compactMap { AttachmentID($0)?.value }
            fields = { form[$0] }
        } else {
            let form = try await request.form()
            multipart = nil
            fields = { form[$0] }
        }
        body = fields(.body) ?? ""
        reply = fields(.reply).flatMap(MessageNumber.init)?.value
        key = fields(.key).flatMap(MessageKey.init(encoded:)) ?? MessageKey()
        edited = fields(.edit).flatMap(MessageNumber.init)?.value
        (keptDraft, isCancelled) = (fields(.draft), fields(.cancel) != nil)
        asksForLines = fields(.lines).map { $0 == "1" }
        if let multipart { takeFiles(of: multipart) }
    }

    /// Somebody who may not post, or has no room for files, has none of their bytes written. The form is read to its end,
    /// so that its text is not lost; then ``MessagePoster`` says what was wrong.
    static func limits(_ site: SiteContext, for member: Member, _ request: Request) -> MultipartForm.Limits {
        // Of a body in chunks it is not known.
        let length = request.headers[.contentLength].flatMap { Int($0) } ?? .max
        return MultipartForm.Limits(
            fileField: "file", files: site.conversation.limits.attachmentsPerMessage, fileBytes: site.maxAttachment,
            reserve: {
                try await site.conversation.attachments.reserve(
                    length, fileLimit: site.maxAttachment, for: member)
            }, lists: ["attached"], readsOn: true)
    }

    /// - Throws: `TextProblem`.
    func draft() throws(TextProblem) -> MessageDraft {
        try MessageDraft(text: body, reply: reply, key: key, attachments: waiting)
    }

    /// Removes the files that came with the form.
    func discardFiles(from media: MediaStore) async {
        for file in files { await media.discard(file.content) }
    }
}

extension MessageService {
    /// Parses what was typed in place of a message's text, which may be empty if the message has files.
    func edit(_ number: Int64, to body: String, as member: Member) async throws {
        let text = try MessageBody(body, allowsEmpty: true)
        let (mentions, rendered) = text.markup
        try await edit(number, to: text, mentions: mentions, rendered: rendered, as: member)
    }
}

extension MessageDraft {
    /// Parses what was typed.
    ///
    /// - Throws: `TextProblem`.
    init(text: String, reply: Int64?, key: MessageKey, attachments: [Attachment.ID] = []) throws(TextProblem) {
        let body = try MessageBody(text, allowsEmpty: !attachments.isEmpty)
        let (mentions, rendered) = body.markup
        self.init(
            body, mentions: mentions, rendered: rendered, reply: reply, key: key, attachments: attachments)
    }
}
