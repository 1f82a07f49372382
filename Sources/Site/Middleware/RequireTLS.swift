import Foundation

/// With an https public URL, what a trusted proxy says to have come unencrypted is sent to that URL; a form that came so
/// is refused, as a redirect would only hide that its password was readable on the way.
struct RequireTLS: Handler {
    let publicURL: URL
    let next: any Handler

    func respond(to request: Request) async throws -> Response {
        guard publicURL.scheme == "https", request.client.scheme == "http" else {
            return try await next.respond(to: request)
        }
        guard request.isSafe else { throw HTTPError.unencrypted }
        var response = Response(status: .permanentRedirect)
        response.headers[.location] = publicURL.origin + request.target.encodedAsReference
        return response
    }
}

extension String {
    /// A path and query with everything encoded that has no place there (RFC 3986, 3.3 and 3.4), also a `%` that encodes
    /// nothing. Requests may have it in theirs, and an address that we write may not.
    fileprivate var encodedAsReference: String {
        var text: [UInt8] = []
        var rest = Array(utf8)[...]
        while let byte = rest.popFirst() {
            let isEscape =
                byte == ASCII.percent && rest.count >= 2 && rest.prefix(2).allSatisfy { ASCII.hexValue($0) != nil }
            if isEscape || Self.unencoded.contains(byte) {
                text.append(byte)
            } else {
                text += String(format: "%%%02X", byte).utf8
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static let unencoded = Set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?".utf8)
}
