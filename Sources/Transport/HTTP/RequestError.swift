import HTTP

/// Why a request is refused before it reaches a handler.
public enum RequestError: Error, CaseIterable, Hashable, Sendable {
    /// It breaks the rules of RFC 9112: `400`.
    case malformed
    /// It did not arrive in time: `408`.
    case tooSlow
    /// Its request line is longer than ``HeadLimits/lineBytes``: `414`.
    case targetTooLong
    /// It expects what we do not do (RFC 9110, 10.1.1): `417`.
    case unmetExpectation
    /// Its fields are too many or too long (RFC 6585, 5): `431`.
    case headTooLarge
    /// More is being worked on and waits than the limits allow: `503`.
    case overloaded
    /// It is of another major version of HTTP (RFC 9110, 15.6.6): `505`.
    case unsupportedVersion

    /// The status of the response.
    public var status: Status {
        switch self {
        case .malformed: .badRequest
        case .tooSlow: .requestTimeout
        case .targetTooLong: .uriTooLong
        case .unmetExpectation: .expectationFailed
        case .headTooLarge: .headerFieldsTooLarge
        case .overloaded: .serviceUnavailable
        case .unsupportedVersion: .httpVersionNotSupported
        }
    }
}
