/// Why a WebSocket connection is closed (RFC 6455, 7.4.1, and IANA's registry).
public struct WebSocketCloseCode: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt16

    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    public static let normal = WebSocketCloseCode(rawValue: 1000)
    /// The server stops.
    public static let goingAway = WebSocketCloseCode(rawValue: 1001)
    public static let protocolError = WebSocketCloseCode(rawValue: 1002)
    /// A message of a type that is not taken, such as a binary one.
    public static let unsupportedData = WebSocketCloseCode(rawValue: 1003)
    /// Text that is not UTF-8.
    public static let invalidPayload = WebSocketCloseCode(rawValue: 1007)
    /// The client may not be here any more, or asks for too much.
    public static let policyViolation = WebSocketCloseCode(rawValue: 1008)
    public static let messageTooBig = WebSocketCloseCode(rawValue: 1009)
    public static let internalError = WebSocketCloseCode(rawValue: 1011)

    /// Whether a client may send it. Some codes only stand for what has happened, and others are reserved.
    var isSendable: Bool {
        switch rawValue {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }
}

/// The client has broken the protocol. The connection is closed with the code.
struct WebSocketError: Error, Hashable {
    let code: WebSocketCloseCode
    let reason: String

    static func protocolError(_ reason: String) -> WebSocketError {
        WebSocketError(code: .protocolError, reason: reason)
    }

    static let notUTF8 = WebSocketError(code: .invalidPayload, reason: "text is not UTF-8")
    static let tooBig = WebSocketError(code: .messageTooBig, reason: "message too big")
}
