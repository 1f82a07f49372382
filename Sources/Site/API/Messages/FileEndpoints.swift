import Accounts
import Conversation
import HTTP

/// `files/:id`: the files of messages, for those who are in their rooms.
struct FileEndpoints: Sendable {
    let site: SiteContext
    private let pages: FilePages

    var attachments: AttachmentService { site.conversation.attachments }
    var origin: String { site.origin }

    init(_ site: SiteContext, _ pages: FilePages) {
        (self.site, self.pages) = (site, pages)
    }

    func show(_ request: Request, person: SignedIn, id: AttachmentID) async throws -> Response {
        let attachment = try await attachments.find(id.value, for: person.user.id)
        return try await pages.show(request, person: person, id: id, name: FilePathName(name: attachment.name))
    }

    func thumbnail(_ request: Request, person: SignedIn, id: AttachmentID) async throws -> Response {
        try await pages.thumbnail(request, person: person, id: id)
    }
}
