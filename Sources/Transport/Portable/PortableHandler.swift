import FlyingFox
import FlyingSocks
import Foundation

/// Answers requests that FlyingFox has read from the client itself.
///
/// FlyingFox leaves on the connection what of a body nobody has read, and takes it for the next requests. So an answer
/// before the end of a body closes the connection (``ClosingBody``).
struct PortableHandler: HTTPHandler {
    let site: SiteHandlers

    func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
        guard request.hasClearFraming else {
            return closing(await site.refuse(request, .malformed), after: TrackedBody(request.bodySequence))
        }
        let body = TrackedBody(request.bodySequence)
        var request = request
        if request.bodySequence.count != 0 {
            let count = request.bodySequence.count ?? HTTPRequest.unknownLength
            request.bodySequence = HTTPBodySequence(from: body, count: count)
        }
        let answer = await site.answer(request)
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
