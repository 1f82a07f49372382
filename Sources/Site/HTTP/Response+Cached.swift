import Foundation
import HTTP

extension Response {
    /// For what never changes under its name: a year (RFC 8246).
    static let immutable = "public, max-age=31536000, immutable"

    /// Bytes with an entity tag; `304` without them when the request already has them (RFC 9110, 13.1.2).
    static func cached(_ data: Data, mediaType: String, entityTag: String, for request: Request) -> Response {
        let tag = "\"\(entityTag)\""
        let known = request.headers[.ifNoneMatch]?.split(separator: ",").map { candidate in
            candidate.trimmingCharacters(in: .whitespaces).trimmingPrefix("W/")
        }
        let isKnown = known?.contains { $0 == tag || $0 == "*" } ?? false
        var response = Response(status: isKnown ? .notModified : .ok, body: .bytes(data))
        response.headers[.eTag] = tag
        if !isKnown { response.headers[.contentType] = mediaType }
        return response
    }
}
