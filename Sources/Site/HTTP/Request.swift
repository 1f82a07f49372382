import Accounts
import Foundation
import HTTP

/// A request with what the site knows about it: client, route, visitor.
struct Request: Sendable {
    /// Names the request in the log, in the response's header and on the error page.
    let id: String
    let method: RequestMethod
    /// As it was sent, percent-encoded.
    let path: String
    /// As it was sent, percent-encoded, without the question mark.
    let query: String
    let headers: RequestFields
    /// The client, seen through the trusted proxies.
    let client: Client
    let body: RequestBody
    let match: Router.Match
    /// Who it comes from: anonymous until the session has been looked up, and always for open routes.
    private(set) var visitor = Visitor.anonymous
    /// What its access token allows; everything for a session of a browser.
    private(set) var scope = TokenScope.full

    /// The same request with its visitor.
    func with(_ visitor: Visitor) -> Request {
        var request = self
        request.visitor = visitor
        return request
    }

    /// The same request with what its access token allows.
    func with(_ scope: TokenScope) -> Request {
        var request = self
        request.scope = scope
        return request
    }

    /// The device that a session or an activity belongs to.
    var device: Device {
        Device(userAgent: headers[.userAgent] ?? "", address: client.address)
    }

    var isSafe: Bool { method.isSafe }

    /// The path with the query, if there is one, as it was sent.
    var target: String { query.isEmpty ? path : "\(path)?\(query)" }

    /// The body as a URL-encoded form.
    ///
    /// - Throws: ``HTTPError`` for a body that is too large, of another type or malformed.
    func form() async throws -> URLEncodedForm {
        let type = headers[.contentType]?.utf8.prefix { $0 != UInt8(ascii: ";") }
        guard
            type.map({ Substring($0).trimmingBlanks.lowercased() })
                == "application/x-www-form-urlencoded"
        else { throw HTTPError.unsupportedForm }
        do {
            return try URLEncodedForm(decoding: try await body.readAll(atMost: Route.formLimit))
        } catch is MalformedForm {
            throw HTTPError.malformed
        }
    }
}
