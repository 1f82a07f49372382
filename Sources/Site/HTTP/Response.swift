import Foundation
import HTTP

/// A response on its way out.
struct Response: Sendable {
    var status: Status
    var headers = ResponseFields()
    /// Fields that it has unless `headers` say otherwise.
    var defaults = DefaultFields()
    var cookies: [Cookie] = []
    var body = ResponseBody.empty
    /// Where it differs from that of its route.
    var frameRole = FrameRole.alone
    /// Who it is for, for the log; nil where nobody asked.
    private(set) var visitor: Visitor?

    static func html(_ html: HTML, status: Status = .ok) -> Response {
        var response = Response(status: status, body: .bytes(Data(html.bytes)))
        response.headers[.contentType] = "text/html; charset=utf-8"
        return response
    }

    static func text(_ text: String, status: Status = .ok) -> Response {
        var response = Response(status: status, body: .bytes(Data((text + "\n").utf8)))
        response.headers[.contentType] = "text/plain; charset=utf-8"
        return response
    }

    /// `303 See Other`: the response to a post that succeeded (RFC 9110, 15.4.4).
    static func redirect(to path: String) -> Response {
        var response = Response(status: .seeOther)
        response.headers[.location] = path
        return response
    }

    static func redirect(to path: FixedPath) -> Response {
        redirect(to: path())
    }

    /// The response as a stream: without the field, nginx would wait for more of it before it sends any.
    var unbuffered: Response {
        var response = self
        response.headers[FieldName("X-Accel-Buffering")] = "no"
        return response
    }

    /// The response with the seconds after which to try again (RFC 9110, 10.2.3).
    func retry(after seconds: Int) -> Response {
        var response = self
        response.headers[.retryAfter] = String(seconds)
        return response
    }

    /// The response with cookies added.
    func setting(_ cookies: [Cookie]) -> Response {
        var response = self
        response.cookies += cookies
        return response
    }

    func setting(_ cookie: Cookie) -> Response {
        setting([cookie])
    }

    /// The response as the server is to send it.
    func sent(to request: Request, secure: Bool) -> OutgoingResponse {
        var fields = headers
        for cookie in cookies { fields.append(cookie.header(secure: secure), for: .setCookie) }
        let isHeadOnly = request.method == .head || status == .notModified
        return OutgoingResponse(
            status: status, fields: fields, defaults: defaults,
            body: isHeadOnly ? body.omitted : body)
    }

    /// The response with who it is for, unless that is known already.
    func addressed(to visitor: Visitor) -> Response {
        var response = self
        response.visitor = self.visitor ?? visitor
        return response
    }
}
