import Foundation
import Synchronization
import Testing

@testable import HTTP

@Suite struct WebSocketTests {
    private static let frame = WebSocketFrame.text(Data("x".utf8))

    /// A client that does something whenever it has been sent a part of a feed.
    private final class Connection: ResponseWriter {
        let written = Mutex<[Data]>([])
        let afterPart = Mutex<@Sendable (Int) async throws -> Void>({ _ in })

        var hasClient: Bool { true }

        func write(_ part: Data) async throws {
            written.withLock { $0.append(part) }
        }

        func read() async throws -> Data? { nil }

        func follow(_ feed: any ResponseFeed) async throws {
            var count = 0
            while count < 10, case .bytes(let bytes, _) = feed.next() {
                try await write(bytes.plain)
                count += 1
                try await afterPart.withLock { $0 }(count)
            }
        }
    }

    private final class EndlessFeed: ResponseFeed {
        func next() -> FeedStep { .bytes(SharedBytes(WebSocketTests.frame), isLast: false) }

        func setWake(_ wake: @escaping @Sendable () -> Void) {}
    }

    @Test func `nothing of a feed is sent after the close frame`() async throws {
        let connection = Connection()
        let socket = WebSocket(over: connection)
        connection.afterPart.withLock {
            $0 = { count in if count == 2 { try await socket.close(.normal) } }
        }
        try await socket.follow(EndlessFeed())
        let frames = connection.written.withLock { $0 }
        #expect(frames == [Self.frame, Self.frame, WebSocketFrame.close(.normal, "")])
    }
}
