import Foundation
import HTTP

extension Response {
    /// For files that never change under their names: a year (RFC 8246).
    static let immutable = "public, max-age=31536000, immutable"

    /// Bytes with an entity tag; `304` without them if the client already has them (RFC 9110, 13.1.2).
    ///
    /// - Throws: `HTTPError.preconditionFailed` if the request demands other bytes (RFC 9110, 13.1.1).
    static func cached(
        _ data: Data, mediaType: String, entityTag: String, for request: Request
    ) throws(HTTPError) -> Response {
        try cached(.bytes(data), mediaType: mediaType, entityTag: entityTag, for: request)
    }

    static func cached(
        _ body: ResponseBody, mediaType: String, entityTag: String, for request: Request
    ) throws(HTTPError) -> Response {
        let tag = "\"\(entityTag)\""
        // A weak tag never matches here.
        guard request.headers[.ifMatch]?.listElements.contains(where: { $0 == tag || $0 == "*" }) ?? true else {
            throw .preconditionFailed
        }
        let isKnown =
            request.headers[.ifNoneMatch]?.listElements.contains { candidate in
                candidate == "*" || candidate.trimmingPrefix("W/") == tag
            } ?? false
        var response = Response(status: isKnown ? .notModified : .ok, body: body)
        response.headers[.eTag] = tag
        if !isKnown { response.headers[.contentType] = mediaType }
        return response
    }
}
