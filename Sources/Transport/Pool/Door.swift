#if os(Linux)
import CTransport
import FlyingSocks
import Glibc

/// The listening socket. The pool accepts from it; the descriptor that FlyingFox listens on stands for another one, to
/// which only the pool connects (``Lane``).
struct Door: Sendable {
    /// The descriptor that FlyingFox accepts from.
    let file: Int32
    /// The listening socket, under a descriptor of our own.
    let listener: Int32
    let port: UInt16
    /// Whether others hold the listening socket too, and go on with it.
    private let isShared: Bool
    /// Where the pool's own connections to FlyingFox go.
    let inner: UnixSocket.Name

    /// The most of an answer that the kernel takes before its reader has: what is larger waits in FlyingFox. A fixed
    /// size, so that the memory that a slow reader takes is bounded too.
    private static let sendBuffer: Int32 = 208 * 1024

    /// - Parameter inherited: a socket that listens already, to be used in place of the one that FlyingFox has made.
    init(_ file: Int32, inherited: Int32?) throws {
        self.file = file
        isShared = inherited != nil
        let socket = inherited ?? file
        // Accepted sockets inherit these.
        Descriptor.set(TCP_NODELAY, at: Int32(IPPROTO_TCP), of: socket)
        Descriptor.set(SO_KEEPALIVE, at: SOL_SOCKET, of: socket)
        Descriptor.set(SO_SNDBUF, at: SOL_SOCKET, of: socket, to: Self.sendBuffer)
        // Again, with the longest backlog that the system allows.
        guard listen(socket, Int32.max) == 0 else { throw SocketError.makeFailed("listen") }
        port = Descriptor.port(of: socket) ?? 0
        listener = try Descriptor.duplicate(socket)
        let inner = try UnixSocket.listener()
        self.inner = inner.name
        guard roost_replace(file, inner.file) >= 0 else { throw SocketError.makeFailed("dup") }
        _ = Glibc.close(inner.file)
        _ = fcntl(listener, F_SETFL, O_NONBLOCK)
    }

    enum Arrival {
        case connection(Int32, sockaddr_storage)
        case nobody
        /// There are no descriptors left, or no memory: more can be accepted when some are free again.
        case noRoom
    }

    func accept() -> Arrival {
        while true {
            var peer = sockaddr_storage()
            let file = roost_accept(listener, &peer)
            if file >= 0 { return .connection(file, peer) }
            switch errno {
            case EMFILE, ENFILE, ENOBUFS, ENOMEM: return .noRoom
            // The connection has failed while it waited, or a signal came (accept(2)).
            case ECONNABORTED, EINTR, EPROTO: continue
            default: return .nobody
            }
        }
    }

    /// Nobody is let in again. Who comes to a socket that others hold waits for them.
    func close() {
        if !isShared { Descriptor.end(listener) }
        _ = Glibc.close(listener)
    }
}
#endif
