import Foundation

/// Why a request is not answered with what it asked for. The error pages say it in words.
enum Refusal: Error, Hashable, Sendable {
    /// The body, or the request itself, breaks the rules of its format.
    case malformed
    /// The client went away before the body was complete. Nobody reads the answer.
    case interrupted
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
    /// Too much work waits already.
    case overloaded
}
