#if os(Linux)
import Foundation

/// The body of a request, read from the client as a handler asks for it: what nobody asks for waits in the kernel, and
/// then with the client.
struct StreamedBody: Sendable {
    /// The most that is read at once, in bytes.
    static let bufferSize = 64 * 1024

    let pool: EventPool
    let client: Connection.ID

    /// The next bytes; nil at the end.
    func next() async throws -> Data? {
        while true {
            switch try pool.withState({ try $0.readBody(of: client) }) {
            case .bytes(let bytes): return Data(bytes)
            case .end: return nil
            case .wait: try await wait()
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
