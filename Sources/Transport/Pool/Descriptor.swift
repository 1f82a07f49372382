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
        var counters = ConnectionState.Counters(received: 0, unread: 0, acknowledged: 0)
        guard roost_tcp_counters(file, &counters.received, &counters.unread, &counters.acknowledged) == 0 else {
            return nil
        }
        return counters
    }

    /// Ends a connection that still is the one to `peer`: a descriptor that was closed meanwhile may be another's now.
    ///
    /// The descriptor then stands for `dead`, a socket at its end. `shutdown` alone would leave the server to read what
    /// has come already: megabytes, which it parses in time that grows with the square of a line's length.
    static func end(_ file: Int32, to peer: Socket.Address, with dead: Int32) {
        guard let current = try? Socket(file: .init(rawValue: file)).remotePeer(), current == peer else { return }
        _ = shutdown(file, Int32(SHUT_RDWR))
        _ = roost_replace(file, dead)
    }

    /// A socket from which nothing comes but its end.
    static func makeDead() throws -> Int32 {
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        var pair: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, kind, 0, &pair) == 0 else { throw SocketError.makeFailed("socketpair") }
        close(pair[1])
        return pair[0]
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
