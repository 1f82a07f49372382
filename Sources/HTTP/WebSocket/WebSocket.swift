import Foundation
import Synchronization

/// The server's end of a WebSocket connection (RFC 6455).
///
/// One task reads; any number of tasks may write.
public final class WebSocket: Sendable {
    public enum Message: Hashable, Sendable {
        case text(String)
        case binary(Data)
    }

    private let connection: any ResponseWriter
    private let decoder: Mutex<WebSocketDecoder>
    /// Nothing is sent after a close frame (RFC 6455, 5.5.1).
    private let hasClosed = Atomic(false)

    public init(over connection: any ResponseWriter, limits: WebSocketLimits = WebSocketLimits()) {
        self.connection = connection
        decoder = Mutex(WebSocketDecoder(limits))
    }

    /// The next frame from the client: a message, or nil for a ping or a pong, which have been answered by then.
    ///
    /// - Throws: ``WebSocketEnd`` when the connection is over.
    public func next() async throws -> Message? {
        while true {
            if let event = try await decode() { return try await handle(event) }
            guard let bytes = try await connection.read() else { throw WebSocketEnd() }
            decoder.withLock { $0.append(bytes) }
        }
    }

    private func decode() async throws -> WebSocketDecoder.Event? {
        do {
            return try decoder.withLock { decoder throws(WebSocketError) in try decoder.next() }
        } catch {
            try await close(error.code, error.reason)
            throw WebSocketEnd()
        }
    }

    private func handle(_ event: WebSocketDecoder.Event) async throws -> Message? {
        switch event {
        case .text(let text): return .text(text)
        case .binary(let data): return .binary(data)
        case .ping(let payload):
            try await send(WebSocketFrame.pong(payload))
            return nil
        case .pong:
            return nil
        case .close(let code):
            try await close(code ?? .normal)
            throw WebSocketEnd()
        }
    }

    /// Sends whole frames (``WebSocketFrame``).
    ///
    /// - Throws: ``ClientGone``, or `CancellationError` when the server stops while the client takes nothing.
    public func send(_ frames: Data) async throws {
        guard !isClosed else { throw WebSocketEnd() }
        try await connection.write(frames)
    }

    /// Sends the frames of a feed until it or the connection ends, or until the task is cancelled. For one task.
    public func follow(_ feed: any ResponseFeed) async throws {
        try await connection.follow(OpenFeed(feed, of: self))
    }

    fileprivate var isClosed: Bool { hasClosed.load(ordering: .acquiring) }

    /// Tells the client that this is the end. A second call does nothing.
    public func close(_ code: WebSocketCloseCode, _ reason: String = "") async throws {
        guard !hasClosed.exchange(true, ordering: .acquiringAndReleasing) else { return }
        try await connection.write(WebSocketFrame.close(code, reason))
    }
}

/// What a feed has until a close frame is sent.
private final class OpenFeed: ResponseFeed {
    private let base: any ResponseFeed
    private let socket: WebSocket

    init(_ base: any ResponseFeed, of socket: WebSocket) {
        (self.base, self.socket) = (base, socket)
    }

    func next() -> FeedStep { socket.isClosed ? .end : base.next() }

    func setWake(_ wake: @escaping @Sendable () -> Void) {
        base.setWake(wake)
    }
}

/// The connection is over, in an orderly way or because the client has left.
public struct WebSocketEnd: Error, Hashable {
    public init() {}
}
