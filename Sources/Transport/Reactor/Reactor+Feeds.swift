#if os(Linux)
import Foundation
import HTTP

/// A client that follows a feed, once the beginning of its response has been written.
struct Follower {
    let feed: any ResponseFeed
    let isChunked: Bool
    /// The task of the response, which waits for the end.
    let waiter: Connection.Waiter
    /// Whether the feed says when there is more. Otherwise it has to be asked.
    var isQuiet = false
}

extension Reactor {
    /// Has the feed's bytes sent to a client, until the feed ends or the task is cancelled.
    func follow(_ feed: any ResponseFeed, _ client: Connection.ID, isChunked: Bool) async throws {
        feed.setWake { [deliveries] in deliveries.add(client) }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { waiter in
                withState { $0.follow(Follower(feed: feed, isChunked: isChunked, waiter: waiter), client) }
                // The cancellation handler may have run before there was anything to cancel.
                if Task.isCancelled { withState { $0.stopFollowing(client) } }
            }
        } onCancel: {
            withState { $0.stopFollowing(client) }
        }
    }

    /// Serves one client after the other, without a task for each. The body of a thread of its own.
    func deliverFeeds() {
        while let clients = deliveries.wait() {
            for client in clients { deliver(to: client) }
        }
    }

    /// Sends what a client's feed has, as far as the kernel takes it.
    private func deliver(to client: Connection.ID) {
        guard let follower = withState({ $0.claimForFeed(client) }) else { return }
        switch follower.feed.next() {
        case .bytes(let bytes, let isLast):
            let data = follower.isChunked ? bytes.chunk : bytes.plain
            var rest: OutputQueue?
            if let sent = Descriptor.send(data, to: client.file) {
                var output = OutputQueue()
                if sent < data.count { output.append(data.dropFirst(sent)) }
                rest = output
            }
            withState { [rest] in $0.endDelivery(to: client, rest: rest, isQuiet: isLast) }
        case .wait:
            withState { $0.endDelivery(to: client, rest: OutputQueue(), isQuiet: true) }
        case .end:
            withState { $0.endFeed(of: client) }
        }
    }
}

extension ReactorState {
    mutating func follow(_ follower: Follower, _ id: Connection.ID) {
        guard let connection = self[id], !connection.hasEnded else { return add(.fail(follower.waiter, ClientGone())) }
        guard !isStopping, connection.follower == nil else {
            return add(.fail(follower.waiter, CancellationError()))
        }
        connection.follower = follower
        add(.deliver(id))
    }

    mutating func stopFollowing(_ id: Connection.ID) {
        guard let connection = self[id] else { return }
        endFollowing(connection, CancellationError())
    }

    /// - Parameter error: nil when the feed has ended.
    mutating func endFollowing(_ connection: Connection, _ error: (any Error)?) {
        guard let follower = connection.follower else { return }
        connection.follower = nil
        add(error.map { .fail(follower.waiter, $0) } ?? .resume(follower.waiter))
    }

    /// Claims the socket for what a feed has. Nil if something else is being sent: the feed is asked after that.
    mutating func claimForFeed(_ id: Connection.ID) -> Follower? {
        guard let connection = self[id], !connection.hasEnded else { return nil }
        connection.follower?.isQuiet = false
        guard !connection.isWriting, connection.unsentBytes == 0, let follower = connection.follower else { return nil }
        (connection.isWriting, connection.isWritable) = (true, false)
        return follower
    }

    mutating func endDelivery(to id: Connection.ID, rest: OutputQueue?, isQuiet: Bool) {
        self[id]?.follower?.isQuiet = isQuiet
        endWrite(to: id, rest: rest)
    }

    mutating func endFeed(of id: Connection.ID) {
        if let connection = self[id] { endFollowing(connection, nil) }
        endWrite(to: id, rest: OutputQueue())
    }
}
#endif
