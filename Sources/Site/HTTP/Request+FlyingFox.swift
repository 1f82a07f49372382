import FlyingFox
import Foundation
import IPAddresses

extension Request {
    /// The request as the server read it, with its route and with its body behind the route's limit.
    init(_ request: HTTPRequest, router: Router, trustedProxies: [Network]) {
        let path = request.target.path()
        let match = router.match(method: request.method, path: path)
        let limit = if case .found(let route, _) = match { route.bodyLimit } else { 0 }
        self.init(
            id: Self.newID(), method: request.method, path: path, query: request.target.query(),
            headers: request.headers,
            client: Client(peer: request.remoteAddress, headers: request.headers, trustedProxies: trustedProxies),
            body: RequestBody(request.bodySequence, limit: limit), match: match, visitor: VisitorBox())
    }

    /// 16 hexadecimal digits.
    private static func newID() -> String {
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

extension Response {
    /// The answer as the server is to send it. If the request's body is still on the connection, the connection is
    /// closed behind the answer: what is left must never be read as the next request.
    ///
    /// - Parameter willDiscard: called when the answer is out and the rest of such a body is read and dropped.
    func sent(
        to request: Request, secure: Bool, willDiscard: @escaping @Sendable () -> Void
    ) async -> HTTPResponse {
        var headers = headers
        for cookie in cookies { headers.addValue(cookie.header(secure: secure), for: .setCookie) }
        headers[.contentLength] = String(body.count)
        // Of these, only the head is sent; its length is that of the body that a GET would have had.
        let bytes = request.method == .HEAD || status == .notModified ? Data() : body
        guard await !request.body.isExhausted || !request.hasClearFraming else {
            return HTTPResponse(statusCode: status, headers: headers, body: bytes)
        }
        headers[.connection] = "close"
        let closing = ClosingBody(bytes: bytes, request: request.body, willDiscard: willDiscard)
        return HTTPResponse(
            statusCode: status, headers: headers, body: HTTPBodySequence(from: closing, count: bytes.count))
    }
}
