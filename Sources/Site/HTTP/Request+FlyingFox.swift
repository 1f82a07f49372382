import FlyingFox
import Foundation
import IPAddresses

extension Request {
    /// The request as the server read it, with its route and with its body behind the route's limit.
    init(_ request: HTTPRequest, router: Router, trustedProxies: [Network]) {
        let match = router.match(method: request.method, path: request.target.path())
        self.init(request, match: match, trustedProxies: trustedProxies)
    }

    init(_ request: HTTPRequest, match: Router.Match, trustedProxies: [Network]) {
        let limit = if case .found(let route, _) = match { route.bodyLimit } else { 0 }
        self.init(
            id: Self.newID(), method: request.method, path: request.target.path(), query: request.target.query(),
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
    /// The answer as the server is to send it.
    func sent(to request: Request, secure: Bool) -> HTTPResponse {
        var headers = headers
        for cookie in cookies { headers.addValue(cookie.header(secure: secure), for: .setCookie) }
        headers[.contentLength] = String(body.count)
        // Of these, only the head is sent; its length is that of the body that a GET would have had.
        let bytes = request.method == .HEAD || status == .notModified ? Data() : body
        return HTTPResponse(statusCode: status, headers: headers, body: bytes)
    }
}
