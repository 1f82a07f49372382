#if os(Linux)
import CTransport
import FlyingSocks
import Glibc

/// An epoll descriptor with one that wakes it.
struct Epoll: Sendable {
    struct Event {
        let file: Int32
        /// The number that was given with the wait.
        let number: UInt32
    }

    private let file: Int32
    private let waker: Int32

    init() throws {
        file = epoll_create1(Int32(EPOLL_CLOEXEC))
        waker = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        guard file >= 0, waker >= 0 else { throw SocketError.makeFailed("epoll") }
        var event = epoll_event(events: EPOLLIN.rawValue, data: epoll_data_t(u64: Self.data(waker, 0)))
        guard epoll_ctl(file, EPOLL_CTL_ADD, waker, &event) == 0 else { throw SocketError.makeFailed("epoll_ctl") }
    }

    func close() {
        _ = Glibc.close(file)
        _ = Glibc.close(waker)
    }

    /// Ends a `wait` at once.
    func wake() {
        eventfd_write(waker, 1)
    }

    enum Registration { case known, new }

    /// Asks for one event when the descriptor is ready. `new` when epoll had not heard of it, or of what it stands for
    /// now: a descriptor that is closed is forgotten by the kernel.
    func arm(_ watched: Int32, for events: Socket.Events, number: UInt32) throws -> Registration {
        var mask = EPOLLONESHOT.rawValue | EPOLLRDHUP.rawValue
        if events.contains(.read) { mask |= EPOLLIN.rawValue }
        if events.contains(.write) { mask |= EPOLLOUT.rawValue }
        var event = epoll_event(events: mask, data: epoll_data_t(u64: Self.data(watched, number)))
        if epoll_ctl(file, EPOLL_CTL_MOD, watched, &event) == 0 { return .known }
        guard errno == ENOENT, epoll_ctl(file, EPOLL_CTL_ADD, watched, &event) == 0 else {
            throw SocketError.makeFailed("epoll_ctl")
        }
        return .new
    }

    /// Waits for events, at most so many milliseconds. Interrupted by a signal or by `wake`, it has none.
    func wait(milliseconds: Int32, into buffer: inout [epoll_event]) throws -> [Event] {
        let count = epoll_wait(file, &buffer, Int32(buffer.count), milliseconds)
        guard count >= 0 else {
            if errno == EINTR { return [] }
            throw SocketError.makeFailed("epoll_wait")
        }
        return buffer.prefix(Int(count)).compactMap { event in
            let (file, number) = (Int32(truncatingIfNeeded: event.data.u64), UInt32(event.data.u64 >> 32))
            guard file == waker else { return Event(file: file, number: number) }
            var value: eventfd_t = 0
            eventfd_read(waker, &value)
            return nil
        }
    }

    private static func data(_ file: Int32, _ number: UInt32) -> UInt64 {
        UInt64(number) << 32 | UInt64(UInt32(bitPattern: file))
    }
}
#endif
