import Foundation
import IPAddresses

/// A request as the sockets give it to a site. Of one that could not be read, what is missing is empty.
public struct IncomingRequest: Sendable {
    public var method: RequestMethod
    /// As it was sent, percent-encoded, up to the question mark.
    public var path: String
    /// As it was sent, percent-encoded, without the question mark.
    public var query: String
    public var fields: RequestFields
    public var body: IncomingBody
    /// Who is at the other end of the connection; nil when it has no IP address.
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
    /// To be read by one reader: each call gives the next bytes, and nil at the end. `declaredLength` is what the request
    /// says; nil when it does not.
    case stream(declaredLength: Int?, read: @Sendable () async throws -> Data?)

    public static let empty = IncomingBody.bytes(Data())

    /// In bytes; nil when nobody has told.
    public var declaredLength: Int? {
        switch self {
        case .bytes(let data): data.count
        case .stream(let declaredLength, _): declaredLength
        }
    }

    /// The bytes that are at hand, which are then no longer a part of it; nil when there are none.
    public mutating func takeBytes() -> Data? {
        guard case .bytes(let data) = self, !data.isEmpty else { return nil }
        self = .empty
        return data
    }
}

/// An IP address with its text, which is made once for a connection.
public struct Peer: Hashable, Sendable {
    public let address: IPAddress
    public let text: String

    public init?(_ text: String) {
        guard let address = IPAddress(text) else { return nil }
        self.address = address
        self.text = address.description
    }
}
