#if os(Linux)
import CTransport
import FlyingFox
import FlyingSocks
import Foundation
import Glibc
import Logging
import Synchronization

/// The sockets under FlyingFox on Linux.
///
/// One thread waits for all clients with epoll. It accepts them and reads their requests' heads itself, strictly, with
/// limits and deadlines (``PoolState``); a request that keeps the rules is given to FlyingFox over a ``Lane``, and its
/// answer is written by FlyingFox to the client's own socket. A client that sends nothing, or something else than
/// requests, never gets as far as FlyingFox, and costs no task.
public final class EventPool: ServerPool {
    let limits: ConnectionLimits
    let site: SiteHandlers
    private let epoll: Epoll
    private let state: Mutex<PoolState>
    private let tickets = Atomic<UInt64>(0)
    private let isCancelled = Atomic(false)

    public init(_ limits: ConnectionLimits = ConnectionLimits(), for site: SiteHandlers, inherited: Int32? = nil) throws
    {
        self.limits = limits
        self.site = site
        epoll = try Epoll()
        state = Mutex(PoolState(limits, epoll: epoll, dead: try Descriptor.makeDead(), inherited: inherited))
    }

    deinit {
        state.withLock { $0.close() }
        epoll.close()
    }

    public var port: UInt16? { withState { $0.door?.port } }
    public var hasStopped: Bool { withState { $0.isStopping } }
    public var numbers: ConnectionNumbers? { withState { $0.numbers } }

    /// In seconds, until a lane has begun.
    private static let handlerTimeout = 10.0

    public func makeServer(at address: some SocketAddress, log: Logger) async -> HTTPServer {
        HTTPServer(
            config: HTTPServer.Configuration(
                address: address, timeout: Self.handlerTimeout, pool: self, logger: ServerLogger(log: log)),
            handler: LaneHandler(pool: self))
    }

    public func prepare() async throws {}

    public func run() async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                Thread.detachNewThread {
                    continuation.resume(with: Result { try self.loop() })
                }
            }
        } onCancel: {
            isCancelled.store(true, ordering: .releasing)
            epoll.wake()
        }
    }

    /// Changes the state, and does what that asks for when the lock is free again.
    func withState<Value: Sendable, Failure: Error>(
        _ change: @Sendable (inout PoolState) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let (result, effects) = state.withLock { state in
            let result = Result { () throws(Failure) in try change(&state) }
            return (result, state.takeEffects())
        }
        for effect in effects { perform(effect) }
        return try result.get()
    }

    private func perform(_ effect: PoolState.Effect) {
        switch effect {
        case .resume(let waiter): waiter.resume()
        case .fail(let waiter, let error): waiter.resume(throwing: error)
        case .give(let errand, let worker): worker.resume(returning: errand)
        case .end(let worker): worker.resume(throwing: SocketError.disconnected)
        case .work(let id): Task { await work(on: id) }
        }
    }

    public func stop(within grace: Duration) async {
        withState { $0.stop() }
        let end = ContinuousClock.now + grace
        while ContinuousClock.now < end, withState({ !$0.connections.isEmpty }) {
            try? await Task.sleep(for: .milliseconds(20))
        }
        withState { $0.endLanes() }
    }

    private func loop() throws {
        defer { withState { $0.close() } }
        var buffer = [epoll_event](repeating: epoll_event(), count: 256)
        var nextSweep = ContinuousClock.now
        let interval = limits.sweepInterval
        while !isCancelled.load(ordering: .acquiring) {
            let events = try epoll.wait(milliseconds: Int32(interval / .milliseconds(1)), into: &buffer)
            for event in events { withState { $0.handle(event) } }
            let now = ContinuousClock.now
            if now >= nextSweep {
                withState { $0.sweep(at: now) }
                nextSweep = now + interval
            }
        }
    }
}

extension EventPool {
    public func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        let ticket = tickets.add(1, ordering: .relaxed).newValue
        let file = socket.file.rawValue
        try await withTaskCancellationHandler {
            try await withUnsafeThrowingContinuation { continuation in
                withState { $0.suspend(file, events, (continuation, ticket)) }
                // The cancellation handler may have run before there was anything to cancel.
                if Task.isCancelled { withState { $0.cancel(file, ticket) } }
            }
        } onCancel: {
            withState { $0.cancel(file, ticket) }
        }
    }
}

extension ConnectionLimits {
    /// Often enough for the shortest deadline, and once a second for those of an ordinary site.
    var sweepInterval: Duration {
        let shortest = [head, idle, body, answer, lingering].min() ?? .seconds(1)
        return min(max(shortest / 8, .milliseconds(10)), .seconds(1))
    }
}
#endif
