#if os(Linux)
import CTransport
import FlyingSocks
import Glibc

/// The listening socket, and a way to let nobody in for a while.
///
/// FlyingFox accepts connections until there are none left, and an error there ends the server. So while the gate is
/// shut its descriptor stands for another listening socket, one to which nobody comes; those who wait stay in the
/// kernel's backlog of the real one.
struct ListenerGate: Sendable {
    /// The descriptor that FlyingFox accepts from.
    let file: Int32
    /// The real listening socket, under a descriptor of our own.
    let real: Int32
    let port: UInt16
    private let decoy: Int32
    private(set) var isOpen = true

    init(_ file: Int32) throws {
        self.file = file
        Descriptor.set(TCP_NODELAY, at: Int32(IPPROTO_TCP), of: file)
        Descriptor.set(SO_KEEPALIVE, at: SOL_SOCKET, of: file)
        // Again, with the longest backlog that the system allows.
        guard listen(file, Int32.max) == 0 else { throw SocketError.makeFailed("listen") }
        port = Descriptor.localPort(file) ?? 0
        real = fcntl(file, F_DUPFD_CLOEXEC, 0)
        decoy = try Self.makeDecoy()
        guard real >= 0 else { throw SocketError.makeFailed("dup") }
    }

    mutating func setOpen(_ open: Bool) {
        guard open != isOpen, roost_replace(file, open ? real : decoy) >= 0 else { return }
        isOpen = open
    }

    /// Nobody is let in again: the real socket stops listening.
    func close() {
        _ = shutdown(real, Int32(SHUT_RDWR))
        _ = Glibc.close(real)
        _ = Glibc.close(decoy)
    }

    /// A socket that listens under a name of the kernel's choice in the abstract namespace (unix(7), "autobind").
    private static func makeDecoy() throws -> Int32 {
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let file = socket(AF_UNIX, kind, 0)
        var address = sockaddr(sa_family: sa_family_t(AF_UNIX), sa_data: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
        guard file >= 0, bind(file, &address, socklen_t(MemoryLayout<sa_family_t>.size)) == 0, listen(file, 0) == 0
        else { throw SocketError.makeFailed("decoy") }
        return file
    }
}
#endif
