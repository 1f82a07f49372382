import FlyingFox
import FlyingSocks
import Foundation
import HTTP
import Logging
import Support

/// Handles requests that FlyingFox has read from the client itself.
///
/// FlyingFox leaves unread bytes of a body on the connection and parses them as the next request. Therefore a response
/// before the end of a body closes the connection (``ClosingBody``).
struct FlyingFoxHandler: HTTPHandler {
    let site: SiteHandlers

    /// In seconds, until there is a response; a body has to arrive in that time.
    private static let timeout = 60.0

    func makeServer(at address: some SocketAddress, on pool: some AsyncSocketPool, log: Logger) async -> HTTPServer {
        var configuration = HTTPServer.Configuration(
            address: address, timeout: Self.timeout, sharedRequestBufferSize: TrackedBody.readAhead,
            pool: pool, logger: ServerLogger(log: log))
        // Bodies are read once, as a stream, never kept by the server.
        configuration.sharedRequestReplaySize = 0
        let server = HTTPServer(config: configuration, handler: self)
        await server.appendRoute("*", for: Self.registeredMethods, to: self)
        return server
    }

    /// FlyingFox passes only the methods of RFC 9110 and PATCH to its handler. It responds to others itself and leaves their
    /// bodies on the connection. These are the other methods in IANA's registry, so that we get them.
    private static let registeredMethods = [
        "ACL", "BASELINE-CONTROL", "BIND", "CHECKIN", "CHECKOUT", "COPY", "LABEL", "LINK", "LOCK", "MERGE",
        "MKACTIVITY", "MKCALENDAR", "MKCOL", "MKREDIRECTREF", "MKWORKSPACE", "MOVE", "ORDERPATCH", "PRI", "PROPFIND",
        "PROPPATCH", "QUERY", "REBIND", "REPORT", "SEARCH", "UNBIND", "UNCHECKOUT", "UNLINK", "UNLOCK", "UPDATE",
        "UPDATEREDIRECTREF", "VERSION-CONTROL",
    ].map { HTTPMethod($0) }

    func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
        let body = TrackedBody(request.bodySequence)
        guard request.hasClearFraming else { return await refuse(request, body) }
        var incoming = IncomingRequest(request)
        if request.bodySequence.count != 0 {
            incoming.body = .stream(declaredLength: request.bodySequence.count, read: body.read)
        }
        let response = await site.respond(incoming)
        if await body.isExhausted { return HTTPResponse(response) }
        guard case .stream = response.body else { return HTTPResponse(response).closing(after: body) }
        // A stream cannot close the connection at its end, so the request's body has to be read first.
        try? await body.discard(atMost: ClosingBody.discardLimit)
        return await body.isExhausted ? HTTPResponse(response) : await refuse(request, body)
    }

    private func refuse(_ request: HTTPRequest, _ body: TrackedBody) async -> HTTPResponse {
        HTTPResponse(await site.refuse(IncomingRequest(request), .malformed)).closing(after: body)
    }
}

extension HTTPRequest {
    /// Whether the body's length is given as digits or by the chunked coding alone (RFC 9112, 6.2 and 6.3), of what
    /// FlyingFox takes for a length.
    fileprivate var hasClearFraming: Bool {
        let isLengthClear = headers[.contentLength]?.utf8.allSatisfy(ASCII.isDigit) ?? true
        let isCodingClear = headers[.transferEncoding].map { $0.lowercased() == "chunked" } ?? true
        return isLengthClear && isCodingClear
    }
}

extension IncomingRequest {
    /// What FlyingFox has read of a request, without its body.
    fileprivate init(_ request: HTTPRequest) {
        self.init(
            method: RequestMethod(rawValue: request.method.rawValue), path: request.target.path(),
            query: request.target.query(), fields: RequestFields(request.headers.map { (FieldName($0.rawValue), $1) }),
            peer: request.remoteAddress.flatMap(Peer.init))
    }
}

extension Peer {
    fileprivate init?(_ address: HTTPRequest.Address) {
        switch address {
        case .ip4(let text, _), .ip6(let text, _): self.init(text)
        case .unix: return nil
        }
    }
}

extension HTTPResponse {
    fileprivate init(_ response: OutgoingResponse) {
        var headers = HTTPHeaders()
        for (name, value) in response.allFields { headers.addValue(value, for: HTTPHeader(name.text)) }
        let status = HTTPStatusCode(response.status.code, phrase: response.status.phrase)
        switch response.body {
        case .bytes(let data):
            self.init(statusCode: status, headers: headers, body: data)
        case .omitted(let length):
            if let length { headers[.contentLength] = String(length) }
            self.init(statusCode: status, headers: headers, body: Data())
        case .stream(let stream) where stream.isUpgrade:
            self.init(statusCode: HTTPStatusCode(501, phrase: Status.notImplemented.phrase))
        case .stream(let stream):
            let parts = StreamParts(stream)
            let body = stream.length.map { HTTPBodySequence(from: parts, count: $0) } ?? HTTPBodySequence(from: parts)
            self.init(statusCode: status, headers: headers, body: body)
        }
    }

    /// Closes the connection after a response that is in memory.
    fileprivate func closing(after request: TrackedBody) -> HTTPResponse {
        guard case .httpBody(let bytes) = payload else { return self }
        var response = self
        response.headers[.connection] = "close"
        let closing = ClosingBody(response: bytes, request: request)
        response.payload = .httpBody(HTTPBodySequence(from: closing, count: bytes.count ?? 0))
        return response
    }
}
