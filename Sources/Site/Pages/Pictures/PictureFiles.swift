import Avatars
import Foundation
import HTTP

/// `GET /avatars/:file`: an uploaded picture, or one made from its name. What a name leads to never changes.
struct PictureFiles: Sendable {
    let pictures: Pictures

    func show(_ request: Request, name: PictureName) async throws -> Response {
        let (data, mediaType) = try await content(of: name)
        var response = try Response.cached(data, mediaType: mediaType, entityTag: name.description, for: request)
        response.headers[.cacheControl] = Response.immutable
        response.headers[.contentDisposition] = "inline; filename=\"\(name.description)\""
        // Opened by itself, a picture is a document of its own: one that can do nothing.
        response.headers[.contentSecurityPolicy] =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
        return response
    }

    private func content(of name: PictureName) async throws -> (Data, String) {
        switch name {
        case .generated(let name):
            return (Data(GeneratedAvatar(seed: name.seed).svg.utf8), GeneratedAvatar.mediaType)
        case .uploaded(let name):
            guard let data = try await pictures.read(name) else { throw HTTPError.notFound }
            return (data, AvatarFileName.mediaType)
        }
    }
}
