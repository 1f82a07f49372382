import Accounts
import Conversation
import Foundation
import HTTP
import Media

/// `POST /profile/export`: one file with everything the site stores about the person, made while it is sent.
struct ExportPage: Sendable {
    /// Seconds after which nothing more is sent. What is read keeps the database's log from being emptied for as long.
    private static let timeLimit: TimeInterval = 600

    private let site: SiteContext

    init(_ site: SiteContext) {
        self.site = site
    }

    func export(_ request: Request, person: SignedIn) async throws -> Response {
        let export = try await site.accounts.export.pieces(for: person)
        let avatar = try await avatar(named: export.head.account.picture)
        let conversation = ConversationExport(with: export) { [origin = site.origin] id, name in
            origin + paths.file(AttachmentID(id), FilePathName(name: name))
        }
        let body = ResponseStream { [now = site.now, end = site.now() + Self.timeLimit] writer in
            func write(_ piece: Data) async throws {
                guard now() < end else { throw CancellationError() }
                try await writer.write(piece)
            }
            try await write(Data("{\"data\":".utf8))
            for try await piece in export { try await write(piece) }
            try await write(Data(",\n\"conversation\":".utf8))
            for try await piece in conversation { try await write(piece) }
            if let avatar {
                try await write(Data(",\n\"picture\":".utf8))
                try await write(try JSONEncoder().encode(avatar))
            }
            try await write(Data("}\n".utf8))
        }
        var response = Response(status: .ok, body: .stream(body))
        response.headers[.contentType] = "application/json"
        let name = "roost-\(person.user.username.text).json"
        response.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
        return response
    }

    private func avatar(named name: String?) async throws -> ExportedPicture? {
        guard let name = name.flatMap({ AvatarName($0) }), let data = try await site.avatars.read(name.file(.largest))
        else { return nil }
        return ExportedPicture(mediaType: AvatarFile.mediaType, base64: data)
    }
}

/// The picture, which the file contains besides the account's data.
private struct ExportedPicture: Encodable {
    let mediaType: String
    let base64: Data
}

extension ExportError: PublicError {
    var details: ProblemDetails {
        var details = ProblemDetails(
            .tooManyRequests, Text("Your data is on its way"),
            Text("A file with your data is being made at this moment."),
            advice: Text("Wait until you have it before you ask for another."))
        details.headers = [(.retryAfter, "10")]
        return details
    }
}
