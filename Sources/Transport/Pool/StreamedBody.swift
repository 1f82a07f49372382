#if os(Linux)
import FlyingFox
import FlyingSocks

/// The body of a request, read from the client as a handler asks for it: what nobody asks for waits in the kernel, and
/// then with the client.
struct StreamedBody: AsyncBufferedSequence {
    typealias Element = UInt8

    /// The most that is read at once, in bytes.
    static let bufferSize = 64 * 1024

    let pool: EventPool
    let client: Connection.ID

    func makeAsyncIterator() -> Iterator {
        Iterator(body: self)
    }

    struct Iterator: AsyncBufferedIteratorProtocol {
        fileprivate let body: StreamedBody

        mutating func next() async throws -> UInt8? {
            preconditionFailure("a body is read in buffers")
        }

        func nextBuffer(suggested count: Int) async throws -> ArraySlice<UInt8>? {
            while true {
                switch try body.pool.withState({ try $0.readBody(of: body.client) }) {
                case .bytes(let bytes): return bytes
                case .end: return nil
                case .wait: try await body.wait()
                }
            }
        }
    }

    private func wait() async throws {
        try await withUnsafeThrowingContinuation { reader in
            pool.withState { $0.waitForBody(of: client, reader) }
        }
    }
}
#endif
