#if os(Linux)
import Foundation

/// Reads the body of a request from the client as a handler asks for it. The rest stays in the kernel, and then with the
/// client.
struct RequestBodyReader: Sendable {
    /// The most that is read at once, in bytes.
    static let bufferSize = 64 * 1024

    let reactor: Reactor
    let client: Connection.ID

    /// The next bytes; nil at the end.
    func next() async throws -> Data? {
        try await next(untilCancelled: false)
    }

    /// - Parameter untilCancelled: whether the end of the task is an end too. Somebody then has to wake the reader.
    func next(untilCancelled: Bool) async throws -> Data? {
        while true {
            if untilCancelled { try Task.checkCancellation() }
            switch try reactor.withState({ try $0.readBody(of: client) }) {
            case .bytes(let bytes): return Data(bytes)
            case .end: return nil
            case .wait: try await wait(untilCancelled)
            }
        }
    }

    private func wait(_ untilCancelled: Bool) async throws {
        try await withCheckedThrowingContinuation { waiter in
            reactor.withState { $0.waitForBody(of: client, waiter) }
            // The reader may have been woken before it waited.
            if untilCancelled, Task.isCancelled { reactor.withState { $0.wakeBodyReader(of: client) } }
        }
    }
}
#endif
