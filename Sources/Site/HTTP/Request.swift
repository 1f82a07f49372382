import Accounts
import Foundation
import HTTP

/// A request with what the site has found out about it on the way in.
struct Request: Sendable {
    /// Names the request in the log, in the response's header and on the error page.
    let id: String
    let method: RequestMethod
    /// As it was sent, percent-encoded.
    let path: String
    /// As it was sent, percent-encoded, without the question mark.
    let query: String
    let headers: RequestFields
    /// Where it came from, seen through the proxies that are trusted.
    let client: Client
    let body: RequestBody
    let match: Router.Match
    /// Who it comes from; anonymous until the session has been looked up, and for routes that do not ask.
    private(set) var visitor = Visitor.anonymous

    init(
        id: String, method: RequestMethod, path: String, query: String, headers: RequestFields, client: Client,
        body: RequestBody, match: Router.Match
    ) {
        self.id = id
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.client = client
        self.body = body
        self.match = match
    }

    /// The same request from somebody who is known now.
    func from(_ visitor: Visitor) -> Request {
        var request = self
        request.visitor = visitor
        return request
    }

    /// The device for which a session is made or an activity noted.
    var device: Device {
        Device(userAgent: headers[.userAgent] ?? "", address: client.address)
    }

    var isSafe: Bool { method.isSafe }

    /// The path with the query, if there is one, as it was sent.
    var target: String { query.isEmpty ? path : "\(path)?\(query)" }

    /// The body as an url-encoded form.
    ///
    /// - Throws: ``HTTPError`` for a body that is larger, of another type or not well-formed.
    func form() async throws -> URLEncodedForm {
        let type = headers[.contentType]?.utf8.prefix { $0 != UInt8(ascii: ";") }
        guard
            type.map({ Substring($0).lowercased().trimmingCharacters(in: .whitespaces) })
                == "application/x-www-form-urlencoded"
        else { throw HTTPError.unsupportedForm }
        do {
            return try URLEncodedForm(decoding: try await body.readAll())
        } catch is FormError {
            throw HTTPError.malformed
        }
    }
}
