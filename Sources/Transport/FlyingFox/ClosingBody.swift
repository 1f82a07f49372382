import FlyingFox
import FlyingSocks
import Foundation

/// The body of a response after which the connection is closed.
///
/// It returns its bytes, then reads and drops what the client still sends, so that the client can read the response, and
/// then throws, which makes FlyingFox close the connection.
struct ClosingBody: AsyncBufferedSequence {
    typealias Element = UInt8

    /// No client sends more than this by mistake: 32 MiB.
    static let discardLimit = 32 * 1024 * 1024

    struct Close: Error {}

    let response: HTTPBodySequence
    let request: TrackedBody

    func makeAsyncIterator() -> Iterator {
        Iterator(response: response.makeAsyncIterator(), request: request)
    }

    struct Iterator: AsyncBufferedIteratorProtocol {
        fileprivate var response: HTTPBodySequence.Iterator
        fileprivate let request: TrackedBody

        mutating func next() async throws -> UInt8? {
            preconditionFailure("a body is read in buffers")
        }

        mutating func nextBuffer(suggested count: Int) async throws -> Data? {
            if let part = try await response.next(), !part.isEmpty { return part }
            try? await request.discard(atMost: ClosingBody.discardLimit)
            throw Close()
        }
    }
}
