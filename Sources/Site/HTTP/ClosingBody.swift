import FlyingFox
import FlyingSocks
import Foundation

/// The body of an answer after which the connection is closed.
///
/// It gives its bytes, then reads and drops what the client still sends, so that the client gets to read the answer,
/// and then throws: that is how FlyingFox is made to close a connection.
struct ClosingBody: AsyncBufferedSequence {
    typealias Element = UInt8

    /// Nobody sends more than this by mistake: 32 MiB.
    static let discardLimit = 32 * 1024 * 1024
    static let patience: Duration = .seconds(20)

    struct Close: Error {}

    let bytes: Data
    let request: RequestBody
    /// Called when the answer is out.
    let willDiscard: @Sendable () -> Void

    func makeAsyncIterator() -> Iterator {
        Iterator(bytes: bytes, request: request, willDiscard: willDiscard)
    }

    struct Iterator: AsyncBufferedIteratorProtocol {
        fileprivate var bytes: Data?
        fileprivate let request: RequestBody
        fileprivate let willDiscard: @Sendable () -> Void

        fileprivate init(bytes: Data, request: RequestBody, willDiscard: @escaping @Sendable () -> Void) {
            self.bytes = bytes
            self.request = request
            self.willDiscard = willDiscard
        }

        mutating func next() async throws -> UInt8? {
            throw Close()
        }

        mutating func nextBuffer(suggested count: Int) async throws -> Data? {
            if let bytes {
                self.bytes = nil
                return bytes
            }
            willDiscard()
            try? await withDeadline(ClosingBody.patience) { [request] in
                try await request.discard(atMost: ClosingBody.discardLimit)
            }
            throw Close()
        }
    }
}
