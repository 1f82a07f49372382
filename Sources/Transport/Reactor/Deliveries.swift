#if os(Linux)
import Foundation
import Synchronization

/// The clients whose feeds have something for them, in the order in which one thread serves them.
final class Deliveries: Sendable {
    private struct State {
        var clients: [Connection.ID] = []
        /// The same, so that nobody is in it twice.
        var known: Set<Connection.ID> = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let news = DispatchSemaphore(value: 0)

    func add(_ client: Connection.ID) {
        let isFirst = state.withLock { state in
            guard state.known.insert(client).inserted else { return false }
            state.clients.append(client)
            return state.clients.count == 1
        }
        if isFirst { news.signal() }
    }

    func close() {
        state.withLock { $0.isClosed = true }
        news.signal()
    }

    /// Blocks the thread until there is somebody; nil after ``close()``.
    func wait() -> [Connection.ID]? {
        news.wait()
        return state.withLock { state in
            defer { (state.clients, state.known) = ([], []) }
            return state.isClosed ? nil : state.clients
        }
    }
}
#endif
