import AsyncAlgorithms
import FlyingSocks
import Foundation
import HTTP

/// The parts of a ``ResponseStream``, as FlyingFox asks for them: the stream goes on when a part has been taken.
struct StreamParts: AsyncBufferedSequence {
    typealias Element = UInt8

    private let stream: ResponseStream

    init(_ stream: ResponseStream) {
        self.stream = stream
    }

    func makeAsyncIterator() -> Iterator {
        let parts = AsyncThrowingChannel<Data, any Error>()
        return Iterator(parts: parts.makeAsyncIterator(), task: StreamTask(stream, to: parts))
    }

    struct Iterator: AsyncBufferedIteratorProtocol {
        fileprivate var parts: AsyncThrowingChannel<Data, any Error>.Iterator
        fileprivate let task: StreamTask

        mutating func next() async throws -> UInt8? {
            preconditionFailure("a body is read in buffers")
        }

        mutating func nextBuffer(suggested count: Int) async throws -> Data? {
            try await parts.next()
        }
    }
}

/// Writes a stream as long as there is a reader.
private final class StreamTask: Sendable {
    private let task: Task<Void, Never>

    init(_ stream: ResponseStream, to parts: AsyncThrowingChannel<Data, any Error>) {
        task = Task {
            do {
                let writer = CountedWriter(ChannelWriter(parts: parts), length: stream.length)
                try await stream.write(writer)
                if writer.isComplete { parts.finish() } else { parts.fail(ClientGone()) }
            } catch {
                parts.fail(error)
            }
        }
    }

    deinit {
        task.cancel()
    }
}

private struct ChannelWriter: ResponseWriter {
    let parts: AsyncThrowingChannel<Data, any Error>

    var hasClient: Bool { !Task.isCancelled }

    /// FlyingFox does not change protocols for us (``FlyingFoxHandler``).
    func read() async throws -> Data? { nil }

    func write(_ part: Data) async throws {
        guard !part.isEmpty else { return }
        await parts.send(part)
        // The channel accepts nothing from a task that has been cancelled.
        guard !Task.isCancelled else { throw ClientGone() }
    }
}
