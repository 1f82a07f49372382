#if os(Linux)
import CTransport
import FlyingSocks
import Glibc

/// The listening socket, from which the reactor accepts: FlyingFox's, or one that the process has been given.
struct ListeningSocket: Sendable {
    /// FlyingFox's descriptor, which FlyingFox closes.
    let file: Int32
    /// The descriptor that connections are accepted from.
    let socket: Int32
    let port: UInt16

    /// What the kernel holds of a response until its client has received it, in bytes. A fixed size bounds the memory
    /// that a slow reader takes.
    private static let sendBuffer: Int32 = 208 * 1024
    /// A client that has vanished is noticed after this many seconds of silence, and this many probes.
    private static let keepAlive: (idle: Int32, interval: Int32, probes: Int32) = (60, 10, 6)

    /// - Parameter inherited: a socket that listens already, to be used in place of FlyingFox's.
    init(_ file: Int32, inherited: Int32?) throws {
        self.file = file
        socket = inherited ?? file
        // Accepted sockets inherit these.
        let tcp = Int32(IPPROTO_TCP)
        Descriptor.set(TCP_NODELAY, at: tcp, of: socket)
        Descriptor.set(SO_KEEPALIVE, at: SOL_SOCKET, of: socket)
        Descriptor.set(TCP_KEEPIDLE, at: tcp, of: socket, to: Self.keepAlive.idle)
        Descriptor.set(TCP_KEEPINTVL, at: tcp, of: socket, to: Self.keepAlive.interval)
        Descriptor.set(TCP_KEEPCNT, at: tcp, of: socket, to: Self.keepAlive.probes)
        Descriptor.set(SO_SNDBUF, at: SOL_SOCKET, of: socket, to: Self.sendBuffer)
        // Again, with the longest backlog that the system allows.
        guard listen(socket, Int32.max) == 0 else { throw SocketError.makeFailed("listen") }
        _ = fcntl(socket, F_SETFL, O_NONBLOCK)
        port = Descriptor.port(of: socket) ?? 0
        // Clients must not wait where nothing accepts them.
        if inherited != nil { Descriptor.end(file) }
    }

    enum Accepted {
        case connection(Int32, sockaddr_storage)
        case none
        /// There are no descriptors left, or no memory: more can be accepted when some are free again.
        case noResources
    }

    func accept() -> Accepted {
        while true {
            var peer = sockaddr_storage()
            let file = roost_accept(socket, &peer)
            if file >= 0 { return .connection(file, peer) }
            switch errno {
            case EMFILE, ENFILE, ENOBUFS, ENOMEM: return .noResources
            // The connection failed while it waited, or a signal arrived (accept(2)).
            case ECONNABORTED, EINTR, EPROTO: continue
            default: return .none
            }
        }
    }

    /// Refuses further connections, unless another process shares the socket and continues to use it.
    func close() {
        if socket == file { Descriptor.end(socket) } else { _ = Glibc.close(socket) }
    }
}
#endif
