import Foundation
import HTTP

/// Why a request is refused. The error pages explain it in words.
enum HTTPError: Error, Hashable, Sendable {
    /// The body, or the request itself, breaks the rules of its format.
    case malformed
    /// The client went away before the body was complete. Nobody reads the response.
    case interrupted
    /// A form came unencrypted, although the site has an https address.
    case unencrypted
    /// A post came from a page of another site.
    case crossOrigin
    /// A page in a frame needs a person, and nobody is signed in. `text` is what was written there.
    case signedOut(losesForm: Bool, text: String? = nil, next: LocalPath? = nil)
    case notFound
    case methodNotAllowed(allowed: [String])
    /// The body did not arrive in time.
    case tooSlow
    /// The body has more than `limit` bytes.
    case tooLarge(limit: Int)
    /// The body has a type that no form of the site sends.
    case unsupportedForm
    /// The body is compressed.
    case unsupportedCoding
    /// The request line is longer than the server reads.
    case targetTooLong
    /// The head has more or larger fields than the server reads.
    case headTooLarge
    /// The request has an expectation that the site does not meet.
    case unmetExpectation
    /// The request uses a version of HTTP that the site does not support.
    case unsupportedVersion
    /// The request names another site as its target. `origin` is this site's.
    case misdirected(origin: String)
    /// A precondition of the request, such as If-Match, is not met.
    case preconditionFailed
    /// The address speaks WebSocket and nothing else.
    case upgradeRequired
    /// The person sends as many large bodies at once as one may.
    case tooManyUploads
    /// Too much work is waiting already.
    case overloaded

    /// The error for bytes that are no valid request, by the status with which the server refused them.
    init(status: Status) {
        self =
            switch status {
            case .requestTimeout: .tooSlow
            case .uriTooLong: .targetTooLong
            case .expectationFailed: .unmetExpectation
            case .headerFieldsTooLarge: .headTooLarge
            case .serviceUnavailable: .overloaded
            case .httpVersionNotSupported: .unsupportedVersion
            default: .malformed
            }
    }
}
