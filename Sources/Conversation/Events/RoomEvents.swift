import Synchronization

/// Tells those who listen what has changed, after it was committed.
public final class RoomEvents: Sendable {
    /// Listeners at the same time: one for each connection would be wrong, as one can tell all of them.
    static let listenerLimit = 64

    private struct State {
        var next = 0
        var listeners: [Int: AsyncStream<RoomEvent>.Continuation] = [:]
    }

    private let state = Mutex(State())

    public init() {}

    /// All events from now on. A listener that is slow loses the oldest of more than `buffer` events.
    ///
    /// The stream ends at once when there are too many listeners.
    public func listen(buffer: Int = 1024) -> AsyncStream<RoomEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: RoomEvent.self, bufferingPolicy: .bufferingNewest(buffer))
        let id: Int? = state.withLock { state in
            guard state.listeners.count < Self.listenerLimit else { return nil }
            state.next += 1
            state.listeners[state.next] = continuation
            return state.next
        }
        guard let id else {
            continuation.finish()
            return stream
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.listeners.removeValue(forKey: id) }
        }
        return stream
    }

    func publish(_ event: RoomEvent) {
        let listeners = state.withLock { Array($0.listeners.values) }
        for listener in listeners { listener.yield(event) }
    }
}
