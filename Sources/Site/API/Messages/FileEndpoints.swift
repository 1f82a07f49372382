import Accounts
import HTTP

/// `files/:id`: the files of messages, for those who are in their rooms.
struct FileEndpoints: Sendable {
    private let site: SiteContext
    private let pages: FilePages

    init(_ site: SiteContext, _ pages: FilePages) {
        (self.site, self.pages) = (site, pages)
    }

    func show(_ request: Request, person: SignedIn, id: AttachmentID) async throws -> Response {
        let attachment = try await site.conversation.attachments.find(id.value, for: person.user.id)
        return try await pages.show(request, person: person, id: id, name: FilePathName(name: attachment.name))
    }

    func thumbnail(_ request: Request, person: SignedIn, id: AttachmentID) async throws -> Response {
        try await pages.thumbnail(request, person: person, id: id)
    }
}
