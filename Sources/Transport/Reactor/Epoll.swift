#if os(Linux)
import CTransport
import FlyingSocks
import Glibc

/// An epoll descriptor with one that wakes it.
struct Epoll: Sendable {
    struct Event {
        let file: Int32
        /// The number that was given when the descriptor was added.
        let number: UInt32
        let isReadable: Bool
        let isWritable: Bool
        /// The peer sends nothing further.
        let isAtEnd: Bool
        /// Nothing can be sent to the peer any more.
        let isBroken: Bool
    }

    /// The first number of a connection; smaller ones are for other descriptors.
    static let firstConnection: UInt32 = 1

    private let file: Int32
    private let waker: Int32

    init() throws {
        file = epoll_create1(Int32(EPOLL_CLOEXEC))
        waker = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        guard file >= 0, waker >= 0 else { throw SocketError.makeFailed("epoll") }
        try control(EPOLL_CTL_ADD, waker, 0, EPOLLIN.rawValue)
    }

    func close() {
        _ = Glibc.close(file)
        _ = Glibc.close(waker)
    }

    /// Ends a `wait` at once.
    func wake() {
        eventfd_write(waker, 1)
    }

    /// Reports each change of a connection from now on: more has arrived, there is room again, the peer is gone.
    /// Edge-triggered, so that no request needs a call of its own.
    func add(connection: Int32, number: UInt32) throws {
        let changes = EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue
        try control(EPOLL_CTL_ADD, connection, number, changes)
    }

    /// Reports a listening socket for as long as connections wait there.
    func add(listener: Int32) throws {
        try control(EPOLL_CTL_ADD, listener, 0, EPOLLIN.rawValue)
    }

    /// Reports once when a socket is ready for the events.
    func add(guest: Int32, _ events: Socket.Events) throws {
        var mask = EPOLLRDHUP.rawValue | EPOLLONESHOT.rawValue
        if events.contains(.read) { mask |= EPOLLIN.rawValue }
        if events.contains(.write) { mask |= EPOLLOUT.rawValue }
        try control(EPOLL_CTL_ADD, guest, 0, mask)
    }

    func remove(_ watched: Int32) {
        try? control(EPOLL_CTL_DEL, watched, 0, 0)
    }

    /// Whether connections that wait at a listening socket are reported.
    func setAccepting(_ isAccepting: Bool, listener: Int32) {
        try? control(EPOLL_CTL_MOD, listener, 0, isAccepting ? EPOLLIN.rawValue : 0)
    }

    /// Waits for events, for at most `milliseconds`. There are none when a signal or `wake` interrupts it.
    func wait(milliseconds: Int32, into buffer: inout [epoll_event]) throws -> [Event] {
        let count = epoll_wait(file, &buffer, Int32(buffer.count), milliseconds)
        guard count >= 0 else {
            if errno == EINTR { return [] }
            throw SocketError.makeFailed("epoll_wait")
        }
        return buffer.prefix(Int(count)).compactMap { event in
            let file = Int32(truncatingIfNeeded: event.data.u64)
            guard file == waker else { return Event(event, file: file) }
            var value: eventfd_t = 0
            eventfd_read(waker, &value)
            return nil
        }
    }

    private func control(_ operation: Int32, _ watched: Int32, _ number: UInt32, _ mask: UInt32) throws {
        let data = UInt64(number) << 32 | UInt64(UInt32(bitPattern: watched))
        var event = epoll_event(events: mask, data: epoll_data_t(u64: data))
        guard epoll_ctl(file, operation, watched, &event) == 0 else { throw SocketError.makeFailed("epoll_ctl") }
    }
}

extension Epoll.Event {
    fileprivate init(_ event: epoll_event, file: Int32) {
        let ended = EPOLLHUP.rawValue | EPOLLERR.rawValue
        self.file = file
        number = UInt32(event.data.u64 >> 32)
        isBroken = event.events & ended != 0
        isAtEnd = isBroken || event.events & EPOLLRDHUP.rawValue != 0
        isReadable = event.events & EPOLLIN.rawValue != 0 || isAtEnd
        isWritable = isBroken || event.events & EPOLLOUT.rawValue != 0
    }
}
#endif
