import FlyingFox
import FlyingSocks
import Foundation
import HTTP

/// Answers requests that FlyingFox has read from the client itself.
///
/// FlyingFox leaves on the connection what of a body nobody has read, and takes it for the next requests. So an answer
/// before the end of a body closes the connection (``ClosingBody``).
struct PortableHandler: HTTPHandler {
    let site: SiteHandlers

    func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
        let body = TrackedBody(request.bodySequence)
        guard request.hasClearFraming else {
            return closing(HTTPResponse(await site.refuse(IncomingRequest(request), .malformed)), after: body)
        }
        var incoming = IncomingRequest(request)
        if request.bodySequence.count != 0 {
            incoming.body = .stream(declaredLength: request.bodySequence.count, read: body.next)
        }
        let answer = HTTPResponse(await site.answer(incoming))
        return await body.isExhausted ? answer : closing(answer, after: body)
    }

    private func closing(_ answer: HTTPResponse, after body: TrackedBody) -> HTTPResponse {
        guard case .httpBody(let bytes) = answer.payload else { return answer }
        var answer = answer
        answer.headers[.connection] = "close"
        let closing = ClosingBody(answer: bytes, request: body)
        answer.payload = .httpBody(HTTPBodySequence(from: closing, count: bytes.count ?? 0))
        return answer
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
        self.init(
            statusCode: HTTPStatusCode(response.status, phrase: response.phrase), headers: headers, body: response.body)
    }
}
