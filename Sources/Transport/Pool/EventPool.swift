#if os(Linux)
import CTransport
import FlyingSocks
import Foundation
import Glibc
import Synchronization

/// The sockets under FlyingFox on Linux: one thread that waits for all of them with epoll, wakes the tasks that wait
/// without a hop over an actor, and ends connections that take more than their ``ConnectionLimits``.
public final class EventPool: AsyncSocketPool {
    struct State {
        var table = ConnectionTable()
        var gate: ListenerGate?
        var acceptor: (continuation: ConnectionTable.Waiter, ticket: UInt64)?
        /// How far connections are that the table does not have, as nothing on them ever had to wait.
        var strangers = StrangerTable()
        var hasStopped = false
        var isClosed = false
    }

    let limits: ConnectionLimits
    let epoll: Epoll
    /// What a descriptor stands for when its connection was ended.
    let dead: Int32
    let state = Mutex(State())
    /// In this time a client that is not waited for can send no more than the server can bear to parse.
    private static let sweepMilliseconds: Int32 = 25

    private let tickets = Atomic<UInt64>(0)
    private let isCancelled = Atomic(false)

    public init(limits: ConnectionLimits = ConnectionLimits()) throws {
        self.limits = limits
        epoll = try Epoll()
        dead = try Descriptor.makeDead()
    }

    deinit {
        epoll.close()
        _ = Glibc.close(dead)
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

    public func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        let ticket = tickets.add(1, ordering: .relaxed).newValue
        let file = socket.file.rawValue
        try await withTaskCancellationHandler {
            try await withUnsafeThrowingContinuation { continuation in
                wait(for: file, events, ticket, continuation)
                // The cancellation handler may have run before there was anything to cancel.
                if Task.isCancelled { cancel(file, ticket) }
            }
        } onCancel: {
            cancel(file, ticket)
        }
    }

    private func wait(
        for file: Int32, _ events: Socket.Events, _ ticket: UInt64, _ continuation: ConnectionTable.Waiter
    ) {
        let failure: (any Error)? = state.withLock { state in
            guard !state.isClosed else { return CancellationError() }
            do {
                if try isListener(file, &state) {
                    guard !state.hasStopped else { return SocketError.disconnected }
                    state.acceptor = (continuation, ticket)
                    try admit(&state)
                } else {
                    try register(file, events, (continuation, ticket), &state)
                }
                return nil
            } catch {
                if state.acceptor?.ticket == ticket { state.acceptor = nil }
                return error
            }
        }
        if let failure { continuation.resume(throwing: failure) }
    }

    private func isListener(_ file: Int32, _ state: inout State) throws -> Bool {
        if let gate = state.gate { return gate.file == file }
        guard Descriptor.isListening(file) else { return false }
        state.gate = try ListenerGate(file)
        return true
    }

    private func cancel(_ file: Int32, _ ticket: UInt64) {
        let waiter: ConnectionTable.Waiter? = state.withLock { state in
            if let acceptor = state.acceptor, acceptor.ticket == ticket {
                state.acceptor = nil
                return acceptor.continuation
            }
            return state.table.takeWaiter(of: file, ticket: ticket, at: .now)
        }
        waiter?.resume(throwing: CancellationError())
    }

    private func loop() throws {
        defer { close() }
        var buffer = [epoll_event](repeating: epoll_event(), count: 256)
        var nextSweep = ContinuousClock.now
        while !isCancelled.load(ordering: .acquiring) {
            let isEmpty = state.withLock { $0.table.count == 0 }
            let events = try epoll.wait(milliseconds: isEmpty ? 1000 : Self.sweepMilliseconds, into: &buffer)
            deliver(events)
            let now = ContinuousClock.now
            if now >= nextSweep {
                sweep(at: now)
                nextSweep = now + .milliseconds(Self.sweepMilliseconds)
            }
        }
    }

    private func deliver(_ events: [Epoll.Event]) {
        guard !events.isEmpty else { return }
        let now = ContinuousClock.now
        let ready: [ConnectionTable.Waiter] = state.withLock { state in
            events.compactMap { event in
                if event.file == state.gate?.real { return takeAcceptor(&state) }
                return state.table.takeWaiter(of: event.file, number: event.number, at: now)
            }
        }
        for waiter in ready { waiter.resume() }
    }

    private func close() {
        let waiters: [ConnectionTable.Waiter] = state.withLock { state in
            state.isClosed = true
            defer { state.acceptor = nil }
            return state.table.takeAll() + (state.acceptor.map { [$0.continuation] } ?? [])
        }
        for waiter in waiters { waiter.resume(throwing: CancellationError()) }
    }
}
#endif
