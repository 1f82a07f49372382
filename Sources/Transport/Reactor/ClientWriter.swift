#if os(Linux)
import Foundation
import HTTP

/// Sends the parts of a ``ResponseStream`` to a client.
struct ClientWriter: ResponseWriter {
    let reactor: Reactor
    let client: Connection.ID
    let isChunked: Bool
    let isUpgrade: Bool

    var hasClient: Bool { reactor.withState { $0[client]?.hasEnded == false } }

    func write(_ part: Data) async throws {
        // A chunk of no bytes would end the body (RFC 9112, 7.1).
        guard !part.isEmpty else { return }
        let encoded = isChunked ? ChunkedEncoder.chunk(part) : part
        let hasRoom = try reactor.withState { try $0.append(encoded, to: client) }
        if !hasRoom { try await waitForRoom() }
    }

    func follow(_ feed: any ResponseFeed) async throws {
        try await reactor.follow(feed, client, isChunked: isChunked)
    }

    func read() async throws -> Data? {
        guard isUpgrade else { return nil }
        return try await withTaskCancellationHandler {
            do {
                return try await RequestBodyReader(reactor: reactor, client: client).next(untilCancelled: true)
            } catch is RequestBodyError {
                throw ClientGone()
            }
        } onCancel: {
            reactor.withState { $0.wakeBodyReader(of: client) }
        }
    }

    private func waitForRoom() async throws {
        try await withCheckedThrowingContinuation { waiter in
            reactor.withState { $0.waitForRoom(of: client, waiter) }
        }
    }
}
#endif
