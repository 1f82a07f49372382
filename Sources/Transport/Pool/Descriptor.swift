#if os(Linux)
import CTransport
import FlyingSocks
import Glibc

/// System calls on a socket's descriptor.
enum Descriptor {
    static func isListening(_ file: Int32) -> Bool {
        option(SO_ACCEPTCONN, of: file).map { $0 != 0 } ?? false
    }

    /// Switches an option on. Without it the server is slower, not wrong, so that a failure is left at that.
    static func set(_ option: Int32, at level: Int32, of file: Int32) {
        var value: Int32 = 1
        _ = setsockopt(file, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    /// What the kernel counts; nil when the descriptor is no TCP connection.
    static func counters(_ file: Int32) -> ConnectionState.Counters? {
        var counters = ConnectionState.Counters(received: 0, acknowledged: 0)
        guard roost_tcp_counters(file, &counters.received, &counters.acknowledged) == 0 else { return nil }
        return counters
    }

    /// Ends a connection that still is the one to `peer`: a descriptor that was closed meanwhile may be another's now,
    /// so that the check and the end are made on a duplicate, which stays what it is.
    static func end(_ file: Int32, to peer: Socket.Address) {
        let duplicate = fcntl(file, F_DUPFD_CLOEXEC, 0)
        guard duplicate >= 0 else { return }
        defer { close(duplicate) }
        guard let current = try? Socket(file: .init(rawValue: duplicate)).remotePeer(), current == peer else { return }
        _ = shutdown(duplicate, Int32(SHUT_RDWR))
    }

    static func localPort(_ file: Int32) -> UInt16? {
        switch try? Socket(file: .init(rawValue: file)).sockname() {
        case .ip4(_, let port), .ip6(_, let port): port
        case .unix, nil: nil
        }
    }

    private static func option(_ name: Int32, of file: Int32) -> Int32? {
        var (value, size) = (Int32(0), socklen_t(MemoryLayout<Int32>.size))
        return getsockopt(file, SOL_SOCKET, name, &value, &size) == 0 ? value : nil
    }
}
#endif
