import Accounts
import Conversation
import Foundation
import HTTP
import Media
import Support

/// `GET /files/:id/:name` and `GET /files/:id/thumbnail`: the files of messages, for those who are in their rooms.
struct FilePages: Sendable {
    private let site: SiteContext

    init(_ site: SiteContext) {
        self.site = site
    }

    func show(
        _ request: Request, person: SignedIn, id: AttachmentID, name: FilePathName
    ) async throws -> Response {
        let attachment = try await site.conversation.attachments.find(id.value, for: person.user.id)
        guard name == FilePathName(name: attachment.name) else { throw HTTPError.notFound }
        let type = FileType(stored: attachment.type)
        var response = try await response(to: request, attachment, .whole, type)
        response.headers[.contentDisposition] = Self.disposition(attachment.name, type)
        return response
    }

    func thumbnail(_ request: Request, person: SignedIn, id: AttachmentID) async throws -> Response {
        let attachment = try await site.conversation.attachments.find(id.value, for: person.user.id)
        var response = try await response(to: request, attachment, .thumbnail, .webP)
        response.headers[.contentDisposition] = "inline"
        return response
    }

    /// The bytes behind an address never change. Opened by itself, a file is a document of this site, which may do
    /// nothing.
    private func response(
        to request: Request, _ attachment: Attachment, _ part: AttachmentFile.Part, _ type: FileType
    ) async throws -> Response {
        let name = attachment.storedName.file(part)
        guard let file = try await site.attachments.open(name) else { throw HTTPError.notFound }
        var response = try await Response.file(
            file, mediaType: type.mediaType, entityTag: name.description, for: request)
        response.headers[.cacheControl] = "private, max-age=31536000, immutable"
        response.headers[.contentSecurityPolicy] = """
            default-src 'none'; img-src 'self'; media-src 'self'; base-uri 'none'; form-action 'none'; \
            frame-ancestors 'none'; sandbox
            """
        return response
    }

    /// RFC 6266; `filename*` as RFC 8187 writes it.
    private static func disposition(_ name: String, _ type: FileType) -> String {
        let kind = type.kind == .download ? "attachment" : "inline"
        return "\(kind); filename*=UTF-8''\(name.percentEncoded(keeping: FilePathName.unreserved))"
    }
}
