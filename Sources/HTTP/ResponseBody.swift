import Foundation

/// The body of a response.
public enum ResponseBody: Sendable {
    case bytes(Data)
    /// Written while it is sent.
    case stream(ResponseStream)
    /// Not sent, although the response to a GET would have one: for HEAD and `304` (RFC 9110, 9.3.2 and 15.4.5). `length` is
    /// its length in bytes; nil if unknown.
    case omitted(length: Int?)

    public static let empty = ResponseBody.bytes(Data())

    /// The length in bytes; nil if it is unknown until the body has been written.
    public var length: Int? {
        switch self {
        case .bytes(let data): data.count
        case .stream(let stream): stream.length
        case .omitted(let length): length
        }
    }

    /// The same body for a response of which only the head is sent.
    public var omitted: ResponseBody { .omitted(length: length) }
}

/// A body that is written while it is sent: as it is produced, or as events occur.
public struct ResponseStream: Sendable {
    /// Whether the connection speaks another protocol after the head, which is `101 Switching Protocols` (RFC 9110, 7.8).
    /// What the client sends can then be read, and the connection closes at the end.
    public let isUpgrade: Bool
    /// In bytes. HTTP/1.1 clients get a body of unknown length in chunks, HTTP/1.0 clients until the connection ends.
    public let length: Int?
    /// Writes the body and returns at its end. An error ends the connection, so that the client sees a truncated body.
    ///
    /// The task is cancelled when the client has left or the server stops. In the latter case it has a second to write its
    /// last words.
    public var write: @Sendable (any ResponseWriter) async throws -> Void

    public init(length: Int? = nil, write: @escaping @Sendable (any ResponseWriter) async throws -> Void) {
        self.init(length: length, isUpgrade: false, write: write)
    }

    private init(
        length: Int?, isUpgrade: Bool, write: @escaping @Sendable (any ResponseWriter) async throws -> Void
    ) {
        (self.length, self.isUpgrade, self.write) = (length, isUpgrade, write)
    }

    /// What follows a change to another protocol. The server says by itself that the connection changes.
    public static func upgrade(
        _ speak: @escaping @Sendable (any ResponseWriter) async throws -> Void
    ) -> ResponseStream {
        ResponseStream(length: nil, isUpgrade: true, write: speak)
    }
}

/// The way to a client for a ``ResponseStream``.
public protocol ResponseWriter: Sendable {
    /// Sends a part of the body. Returns as soon as the client's connection can take more. Several tasks may write.
    ///
    /// - Throws: ``ClientGone`` if the connection has ended; `CancellationError` if it waits while the server stops.
    func write(_ part: Data) async throws

    /// What the client sends after an upgrade, for one task; nil when it sends no more, and for any other body.
    ///
    /// - Throws: `CancellationError` if the task is cancelled.
    func read() async throws -> Data?

    /// Sends what a feed has, until its end. The connection asks the feed by itself; the task only waits. For one task.
    ///
    /// - Throws: ``ClientGone``; `CancellationError` if the task is cancelled, or if another follows a feed already.
    func follow(_ feed: any ResponseFeed) async throws

    /// Whether the client is still connected. A cancelled task learns here why it was cancelled.
    var hasClient: Bool { get }
}

/// The client of a stream has closed its connection, or has stopped reading.
public struct ClientGone: Error, Hashable {
    public init() {}
}
