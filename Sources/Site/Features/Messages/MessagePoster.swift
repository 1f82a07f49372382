import Accounts
import Conversation
import Media

/// Posts what a composer sends: first its files are stored, which then wait for the message, then the message is posted.
struct MessagePoster: Sendable {
    private let site: SiteContext

    init(_ site: SiteContext) {
        self.site = site
    }

    /// - Parameter form: after an error, its `waiting` also has the files that were good. Its others are gone.
    /// - Throws: an error that ``MessageProblem`` has words for, or any other.
    func post(_ form: inout MessageForm, as member: Member) async throws -> PostedMessage {
        // Before pictures are made a second time.
        if !form.files.isEmpty, let posted = try await site.conversation.messages.posted(form.key, by: member) {
            await form.discardFiles(from: site.attachments.media)
            return posted
        }
        try await storeFiles(of: &form, as: member)
        let posted = try await site.conversation.messages.post(try form.draft(), as: member)
        if posted.isRepeat { try await site.conversation.attachments.release(form.waiting, of: member) }
        return posted
    }

    /// Stores the files that came with the form, which then wait for its message.
    func storeFiles(of form: inout MessageForm, as member: Member) async throws {
        guard !form.files.isEmpty else { return }
        var (prepared, problem) = ([(name: FileName, file: PreparedAttachment)](), (any Error)?.none)
        do {
            if let refusal = form.refusal { throw refusal }
            if let excess = form.excess {
                try await site.conversation.attachments.requireSpace(for: excess, of: member)
                // Meanwhile there is room.
                throw MessageService.Refusal.noSuchAttachment
            }
            guard !form.hasMoreFiles,
                form.files.count + form.waiting.count <= site.conversation.limits.attachmentsPerMessage
            else { throw MessageService.Refusal.tooManyAttachments }
            for file in form.files {
                do {
                    prepared.append(try await prepare(file, for: member.person))
                } catch let error as FileProblem {
                    problem = problem ?? error
                }
            }
            form.waiting += try await store(prepared, as: member)
        } catch {
            await form.discardFiles(from: site.attachments.media)
            await site.attachments.discard(prepared.map(\.file))
            throw error
        }
        if let problem { throw problem }
    }

    private func prepare(
        _ file: MultipartForm.File, for person: User.ID
    ) async throws -> (FileName, PreparedAttachment) {
        let name = FileName(file.name)
        guard let content = file.content else {
            throw FileProblem(name: name, reason: .tooLarge(limit: site.maxAttachment))
        }
        do {
            let prepared = try await site.attachments.prepare(content, for: person)
            return (prepared.type.kind == .picture ? name.with(extension: "webp") : name, prepared)
        } catch let rejection as AttachmentRejected {
            throw FileProblem(name: name, reason: .rejected(rejection))
        } catch is AvatarStore.Unavailable {
            throw FileProblem(name: name, reason: .noPictures)
        }
    }

    /// Rows come first: what they do not name is nobody's.
    private func store(
        _ files: [(name: FileName, file: PreparedAttachment)], as member: Member
    ) async throws -> [Attachment.ID] {
        guard !files.isEmpty else { return [] }
        let ids = try await site.conversation.attachments.insert(
            files.map { NewAttachment($0.file, named: $0.name) }, by: member)
        do {
            try await site.attachments.keep(zip(files, ids).map { ($0.file, $1) })
            return ids
        } catch {
            try await site.conversation.attachments.release(ids, of: member)
            throw error
        }
    }
}

extension NewAttachment {
    /// The row for a file.
    public init(_ file: PreparedAttachment, named name: FileName) {
        self.init(
            name: name, type: file.type.mediaType, bytes: file.bytes, width: file.width, height: file.height,
            sha256: file.sha256)
    }
}
