import Foundation
import HTTP

/// Why a request is not answered with what it asked for. The error pages say it in words.
enum HTTPError: Error, Hashable, Sendable {
    /// The body, or the request itself, breaks the rules of its format.
    case malformed
    /// The client went away before the body was complete. Nobody reads the answer.
    case interrupted
    /// A form that came unencrypted, though the site has an https address.
    case unencrypted
    /// A post that came from another site's page.
    case crossOrigin
    case notFound
    case methodNotAllowed(allowed: [String])
    /// The body did not arrive in time.
    case tooSlow
    /// The body has more than `limit` bytes.
    case tooLarge(limit: Int)
    /// The body is not of a type that a form of the site sends.
    case unsupportedForm
    /// The request line has more than a server reads.
    case targetTooLong
    /// The fields of the head are more or larger than a server reads.
    case headTooLarge
    /// The request expects what the site does not do.
    case unmetExpectation
    /// The request is of a version of HTTP that the site does not speak.
    case unsupportedVersion
    /// The request names another site as its target; this one has that origin.
    case misdirected(origin: String)
    /// The request wants its answer only if it is another one than it is.
    case preconditionFailed
    /// Too much work waits already.
    case overloaded

    /// Why what was sent never became a request, by the HTTP status that says so.
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
