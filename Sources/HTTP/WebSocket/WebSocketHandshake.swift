import Crypto
import Foundation

/// A client's opening handshake (RFC 6455, 4.2).
public struct WebSocketHandshake: Hashable, Sendable {
    /// The version of RFC 6455.
    public static let version = "13"
    private static let suffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

    public enum Problem: Error, Hashable, Sendable {
        /// The request does not ask for WebSocket, or not in the way that it has to.
        case notWebSocket
        case unsupportedVersion
    }

    /// The value of `Sec-WebSocket-Accept` (RFC 6455, 4.2.2).
    public let accept: String

    public init(_ fields: RequestFields) throws(Problem) {
        guard Self.list(fields[.upgrade], has: "websocket"), Self.list(fields[.connection], has: "upgrade") else {
            throw .notWebSocket
        }
        guard fields[.secWebSocketVersion] == Self.version else { throw .unsupportedVersion }
        guard let key = fields[.secWebSocketKey], Data(base64Encoded: key)?.count == 16 else { throw .notWebSocket }
        accept = Data(Insecure.SHA1.hash(data: Data((key + Self.suffix).utf8))).base64EncodedString()
    }

    /// The fields of the response, whose status is `101 Switching Protocols`.
    public var fields: ResponseFields {
        [.upgrade: "websocket", .secWebSocketAccept: accept]
    }

    private static func list(_ value: String?, has token: String) -> Bool {
        value?.split(separator: ",").contains { $0.trimmingCharacters(in: .whitespaces).lowercased() == token } ?? false
    }
}
