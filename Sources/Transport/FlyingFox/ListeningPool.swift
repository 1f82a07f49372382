import FlyingSocks
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A pool of sockets that wraps another one and takes care of the listening socket.
///
/// FlyingFox sends the head and the body of a response separately. With Nagle's algorithm, the second send waits for the
/// client's delayed acknowledgement, some 40 ms. Accepted sockets inherit the options of the listening one.
final class ListeningPool: AsyncSocketPool {
    private enum State {
        /// No connection has been waited for yet.
        case fresh
        case listening(Socket.FileDescriptor, wait: Task<Void, any Error>?)
        case stopped
    }

    private let base: any AsyncSocketPool
    private let state = Mutex(State.fresh)

    init(around base: any AsyncSocketPool) {
        self.base = base
    }

    func prepare() async throws {
        try await base.prepare()
    }

    func run() async throws {
        try await base.run()
    }

    func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        if isListener(socket) {
            try await waitForConnection(on: socket, events)
        } else {
            try await base.suspendSocket(socket, untilReadyFor: events)
        }
    }

    /// Accepts no more connections. The server then ends when the open ones are done.
    func stopListening() {
        state.withLock { state in
            if case .listening(_, let wait) = state { wait?.cancel() }
            state = .stopped
        }
    }

    /// Whether ``stopListening()`` has been called. The error that the server then throws does not count.
    var hasStopped: Bool {
        state.withLock { if case .stopped = $0 { true } else { false } }
    }

    /// The port that the server listens on.
    var port: UInt16? {
        state.withLock { state in
            guard case .listening(let file, _) = state, let address = try? Socket(file: file).sockname() else {
                return nil
            }
            switch address {
            case .ip4(_, let port), .ip6(_, let port): return port
            case .unix: return nil
            }
        }
    }

    private func isListener(_ socket: Socket) -> Bool {
        state.withLock { state in
            if case .listening(let file, _) = state { return file == socket.file }
            guard case .fresh = state, isListeningSocket(socket.file.rawValue) else { return false }
            socket.set(TCP_NODELAY, at: Int32(IPPROTO_TCP))
            socket.set(SO_KEEPALIVE, at: SOL_SOCKET)
            state = .listening(socket.file, wait: nil)
            return true
        }
    }

    /// Waits in a task of its own, so that ``stopListening()`` can end the wait without ending the server.
    private func waitForConnection(on socket: Socket, _ events: Socket.Events) async throws {
        let wait = Task { [base] in try await base.suspendSocket(socket, untilReadyFor: events) }
        let isStopped = state.withLock { state in
            guard case .listening = state else { return true }
            state = .listening(socket.file, wait: wait)
            return false
        }
        if isStopped { wait.cancel() }
        do {
            try await withTaskCancellationHandler {
                try await wait.value
            } onCancel: {
                wait.cancel()
            }
        } catch  where hasStopped {
            // FlyingFox takes this as the end of the connections, and waits for the open ones.
            throw SocketError.disconnected
        }
    }
}

/// Whether a descriptor is that of a socket that listens.
package func isListeningSocket(_ descriptor: Int32) -> Bool {
    var (value, size) = (Int32(0), socklen_t(MemoryLayout<Int32>.size))
    return getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &value, &size) == 0 && value != 0
}

extension Socket {
    /// Turns an option on. Without it the server is slower but correct, so a failure is ignored.
    fileprivate func set(_ option: Int32, at level: Int32) {
        var value: Int32 = 1
        _ = setsockopt(file.rawValue, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }
}
