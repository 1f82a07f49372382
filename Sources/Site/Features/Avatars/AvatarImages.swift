import Foundation
import HTTP
import Media

/// `GET /avatars/:file`: an uploaded or a generated avatar. The bytes behind a name never change.
struct AvatarImages: Sendable {
    let avatars: AvatarStore

    func show(_ request: Request, avatar: ServedAvatar) async throws -> Response {
        let (data, mediaType) = try await content(of: avatar)
        var response = try Response.cached(data, mediaType: mediaType, entityTag: avatar.description, for: request)
        response.headers[.cacheControl] = Response.immutable
        response.headers[.contentDisposition] = "inline; filename=\"\(avatar.description)\""
        // Opened on its own, an image is a document. This one may do nothing.
        response.headers[.contentSecurityPolicy] =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
        return response
    }

    private func content(of avatar: ServedAvatar) async throws -> (Data, String) {
        switch avatar {
        case .generated(let avatar):
            return (Data(avatar.svg.utf8), GeneratedAvatar.mediaType)
        case .uploaded(let file):
            guard let data = try await avatars.read(file) else { throw HTTPError.notFound }
            return (data, AvatarFile.mediaType)
        }
    }
}
