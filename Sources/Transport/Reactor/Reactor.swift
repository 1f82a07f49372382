#if os(Linux)
import CTransport
import FlyingFox
import FlyingSocks
import Foundation
import Glibc
import HTTP
import Logging
import Synchronization
import WorkQueue

/// The sockets under FlyingFox's server on Linux.
///
/// One thread waits for all sockets with epoll. It accepts connections from the server's listening socket and reads
/// requests itself, strictly, with limits and deadlines (``ReactorState``). Each request is handled by a task, which
/// writes the response to the client's socket.
final class Reactor: ServerPool {
    let limits: ConnectionLimits
    let site: SiteHandlers
    private let epoll: Epoll
    private let state: Mutex<ReactorState>
    private let waits = Atomic<UInt64>(0)
    private let isCancelled = Atomic(false)
    let deliveries = Deliveries()

    init(_ limits: ConnectionLimits = ConnectionLimits(), for site: SiteHandlers, inherited: Int32? = nil) throws {
        self.limits = limits
        self.site = site
        epoll = try Epoll()
        state = Mutex(ReactorState(limits, epoll: epoll, inherited: inherited))
    }

    deinit {
        state.withLock { $0.close() }
        epoll.close()
    }

    var port: UInt16? { withState { $0.listener?.port } }
    var hasStopped: Bool { withState { $0.isStopping } }
    var metrics: ConnectionMetrics? { withState { $0.metrics } }

    func makeServer(at address: some SocketAddress, log: Logger) async -> HTTPServer {
        await FlyingFoxHandler(site: site).makeServer(at: address, on: self, log: log)
    }

    func prepare() async throws {}

    func run() async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                // What is sent to many must not keep requests waiting.
                Thread.detachNewThread { self.deliverFeeds() }
                Thread.detachNewThread {
                    continuation.resume(with: Result { try self.loop() })
                }
            }
        } onCancel: {
            isCancelled.store(true, ordering: .releasing)
            epoll.wake()
        }
    }

    /// Changes the state, and performs the effects when the lock is free again.
    func withState<Value: Sendable, Failure: Error>(
        _ change: @Sendable (inout ReactorState) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        let (result, effects) = state.withLock { state in
            let result = Result { () throws(Failure) in try change(&state) }
            return (result, state.takeEffects())
        }
        for effect in effects { perform(effect) }
        return try result.get()
    }

    private func perform(_ effect: ReactorState.Effect) {
        switch effect {
        case .resume(let waiter): waiter.resume()
        case .fail(let waiter, let error): waiter.resume(throwing: error)
        case .write(let client, let output): write(output, to: client)
        case .deliver(let client): deliveries.add(client)
        case .cancel(let task): task.cancel()
        case .handle(let client, let number):
            let task = Task(executorPreference: RequestThreads.shared) { await self.handle(client) }
            withState { $0.keep(task, for: client, number: number) }
        }
    }

    func stop(within grace: Duration) async {
        withState { $0.stop() }
        let (start, clock) = (ContinuousClock.now, ContinuousClock())
        while clock.now < start + grace, withState({ !$0.connections.isEmpty }) {
            if clock.now >= start + limits.lastWords { withState { $0.endStreams() } }
            try? await Task.sleep(for: .milliseconds(20))
        }
        // What they use is closed next. A request that was being handled may have left a stream.
        for _ in 1...2 {
            let tasks = withState { $0.endAll() }
            for task in tasks { task.cancel() }
            for task in tasks { await task.value }
        }
        withState { $0.releaseServer() }
    }

    private func loop() throws {
        defer {
            withState { $0.close() }
            deliveries.close()
        }
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

extension Reactor {
    func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        let number = waits.add(1, ordering: .relaxed).newValue
        let file = socket.file.rawValue
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let wait = SocketWait(continuation: continuation, number: number, start: .now)
                withState { $0.suspend(file, events, wait) }
                // The cancellation handler may have run before there was anything to cancel.
                if Task.isCancelled { withState { $0.cancel(file, number: number) } }
            }
        } onCancel: {
            withState { $0.cancel(file, number: number) }
        }
    }
}

extension ConnectionLimits {
    /// Often enough for the shortest deadline; once a second with the default limits.
    var sweepInterval: Duration {
        let shortest = [head, idle, body, answer, lingering].min() ?? .seconds(1)
        return min(max(shortest / 8, .milliseconds(10)), .seconds(1))
    }
}
#endif
