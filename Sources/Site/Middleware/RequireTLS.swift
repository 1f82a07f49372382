import Foundation
import Support

/// With an https public URL, requests that a trusted proxy received unencrypted are redirected to that URL. A form that
/// came unencrypted is refused: a redirect would only hide that its password could be read on the way.
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
    /// A path and query in which every character is encoded that may not stand there (RFC 3986, 3.3 and 3.4), and every
    /// `%` that encodes nothing. Requests may contain such characters; an address that we write may not.
    fileprivate var encodedAsReference: String {
        var text: [UInt8] = []
        var rest = Array(utf8)[...]
        while let byte = rest.popFirst() {
            let isEscape = byte == ASCII.percent && rest.firstHexByte != nil
            if isEscape || ASCIISet.pathAndQuery.contains(byte) {
                text.append(byte)
            } else {
                text.append(percentEncoding: byte)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
