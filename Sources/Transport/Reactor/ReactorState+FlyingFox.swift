#if os(Linux)
import FlyingSocks
import Glibc

/// A task of FlyingFox's that waits until its socket is ready.
struct SocketWait {
    let continuation: Connection.Waiter
    /// Identifies it when it is cancelled.
    let number: UInt64
    let start: ContinuousClock.Instant
}

/// FlyingFox's side. Its server waits for connections for as long as the reactor runs, and the reactor accepts them. The few
/// that arrive between FlyingFox's `listen` and its first wait are accepted, and served, by FlyingFox itself.
extension ReactorState {
    /// The most connections that FlyingFox serves itself.
    private static let guestLimit = 64

    mutating func suspend(_ file: Int32, _ events: Socket.Events, _ wait: SocketWait) {
        do {
            guard !isClosed else { throw SocketError.disconnected }
            if try isListener(file) {
                // FlyingFox takes this as the end of the connections, and its server ends.
                guard !isStopping || !connections.isEmpty else { throw SocketError.disconnected }
                acceptor = wait
            } else {
                guard guests.count < Self.guestLimit else { throw SocketError.disconnected }
                try epoll.add(guest: file, events)
                guests[file] = wait
            }
        } catch {
            add(.fail(wait.continuation, error))
        }
    }

    private mutating func isListener(_ file: Int32) throws -> Bool {
        if let listener { return listener.file == file }
        guard isListeningSocket(file) else { return false }
        let listener = try ListeningSocket(file, inherited: inherited)
        try epoll.add(listener: listener.socket)
        self.listener = listener
        return true
    }

    mutating func wakeGuest(_ file: Int32) {
        guard let wait = guests.removeValue(forKey: file) else { return }
        epoll.remove(file)
        add(.resume(wait.continuation))
    }

    mutating func cancel(_ file: Int32, number: UInt64) {
        if let acceptor, acceptor.number == number {
            self.acceptor = nil
            add(.fail(acceptor.continuation, CancellationError()))
        } else if let wait = guests[file], wait.number == number {
            endGuest(file, CancellationError())
        }
    }

    mutating func endIdleGuests(at now: ContinuousClock.Instant) {
        for (file, wait) in guests where now - wait.start > limits.idle { endGuest(file, SocketError.disconnected) }
    }

    private mutating func endGuest(_ file: Int32, _ error: any Error) {
        guard let wait = guests.removeValue(forKey: file) else { return }
        epoll.remove(file)
        add(.fail(wait.continuation, error))
    }

    /// Lets FlyingFox's server end.
    mutating func releaseServer() {
        for file in Array(guests.keys) { endGuest(file, SocketError.disconnected) }
        if let acceptor { add(.fail(acceptor.continuation, SocketError.disconnected)) }
        acceptor = nil
    }
}
#endif
