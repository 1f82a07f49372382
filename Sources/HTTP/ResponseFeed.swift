import Foundation

/// What many clients get alike, each at its own pace. It is asked for more whenever the client can take it, and no task
/// waits for that.
public protocol ResponseFeed: AnyObject, Sendable {
    /// What the client lacks. It is never asked by two threads at once.
    func next() -> FeedStep
    /// Has `wake` called as soon as there is more, once after each step that has said that there is none.
    func setWake(_ wake: @escaping @Sendable () -> Void)
}

public enum FeedStep: Sendable {
    /// - Parameter isLast: whether there is no more now, as after ``wait``.
    case bytes(SharedBytes, isLast: Bool)
    case wait
    case end
}

/// Bytes that are sent to many clients from one place in memory.
public struct SharedBytes: Sendable {
    public let plain: Data
    /// As a chunk of a body of unknown length.
    package let chunk: Data

    public init(_ plain: Data) {
        self.plain = plain
        chunk = ChunkedEncoder.chunk(plain)
    }
}

/// A feed for a task that waits for it.
public struct FeedIterator: AsyncIteratorProtocol {
    private let feed: any ResponseFeed
    private var news: AsyncStream<Void>.Iterator

    public init(_ feed: any ResponseFeed) {
        let (news, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        feed.setWake { wake.yield() }
        self.feed = feed
        self.news = news.makeAsyncIterator()
    }

    /// Nil at the end, and when the task is cancelled.
    public mutating func next() async -> SharedBytes? {
        while true {
            switch feed.next() {
            case .bytes(let bytes, _): return bytes
            case .end: return nil
            case .wait: if await news.next() == nil { return nil }
            }
        }
    }
}

extension ResponseWriter {
    public func follow(_ feed: any ResponseFeed) async throws {
        var parts = FeedIterator(feed)
        while let part = await parts.next() { try await write(part.plain) }
        try Task.checkCancellation()
    }
}
