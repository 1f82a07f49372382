import Foundation
import IPAddresses

/// A request as the server passes it to a site. If it could not be parsed, the missing parts are empty.
public struct IncomingRequest: Sendable {
    public var method: RequestMethod
    /// As it was sent, percent-encoded, up to the question mark.
    public var path: String
    /// As it was sent, percent-encoded, without the question mark.
    public var query: String
    public var fields: RequestFields
    public var body: IncomingBody
    /// The other end of the connection; nil if it has no IP address.
    public var peer: Peer?

    public init(
        method: RequestMethod = .get, path: String = "", query: String = "", fields: RequestFields = RequestFields(),
        body: IncomingBody = .empty, peer: Peer? = nil
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.fields = fields
        self.body = body
        self.peer = peer
    }
}

/// The body of a request.
public enum IncomingBody: Sendable {
    case bytes(Data)
    /// For one reader: each call returns the next bytes, and nil at the end. `declaredLength` is what the request says, or
    /// nil.
    case stream(declaredLength: Int?, read: @Sendable () async throws -> Data?)

    public static let empty = IncomingBody.bytes(Data())

    /// In bytes; nil if unknown.
    public var declaredLength: Int? {
        switch self {
        case .bytes(let data): data.count
        case .stream(let declaredLength, _): declaredLength
        }
    }

    /// Removes and returns the bytes that are in memory; nil if there are none.
    public mutating func takeBytes() -> Data? {
        guard case .bytes(let data) = self, !data.isEmpty else { return nil }
        self = .empty
        return data
    }
}

/// An IP address with its text, which is created once per connection.
public struct Peer: Hashable, Sendable {
    public let address: IPAddress
    public let text: String

    public init?(_ text: String) {
        guard let address = IPAddress(text) else { return nil }
        self.address = address
        self.text = address.description
    }
}

/// Why the rest of a request's body cannot be read.
public enum RequestBodyError: Error, Hashable, Sendable {
    /// The client left before the body was complete.
    case disconnected
    /// The client sends too slowly.
    case tooSlow
    /// The transfer coding breaks the rules (RFC 9112, 7.1).
    case malformed
}
