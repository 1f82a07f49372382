#if os(Linux)
import CTransport
import FlyingSocks
import Glibc

/// Sockets in Linux' abstract namespace, under names that the kernel chooses (unix(7), "autobind").
enum UnixSocket {
    typealias Name = [UInt8]

    static func listener() throws -> (file: Int32, name: Name) {
        let file = try make()
        guard listen(file, 1024) == 0, let name = name(of: file, getsockname) else {
            close(file)
            throw SocketError.makeFailed("listen")
        }
        return (file, name)
    }

    /// A connection to a listener, with the name of its own by which the other side knows it.
    static func connection(to listener: Name) throws -> (file: Int32, name: Name) {
        let file = try make()
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: listener) }
        let size = socklen_t(MemoryLayout<sa_family_t>.size + listener.count)
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(file, $0, size) }
        }
        guard status == 0, let name = name(of: file, getsockname) else {
            close(file)
            throw SocketError.makeFailed("connect")
        }
        return (file, name)
    }

    /// The name of who is on the other side.
    static func peer(of file: Int32) -> Name? {
        name(of: file, getpeername)
    }

    private static func make() throws -> Int32 {
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let file = socket(AF_UNIX, kind, 0)
        var address = sockaddr(sa_family: sa_family_t(AF_UNIX), sa_data: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
        guard file >= 0, bind(file, &address, socklen_t(MemoryLayout<sa_family_t>.size)) == 0 else {
            if file >= 0 { close(file) }
            throw SocketError.makeFailed("socket")
        }
        return file
    }

    private static func name(
        of file: Int32, _ ask: (Int32, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32
    ) -> Name? {
        var (address, size) = (sockaddr_un(), socklen_t(MemoryLayout<sockaddr_un>.size))
        let status = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { ask(file, $0, &size) }
        }
        let length = Int(size) - MemoryLayout<sa_family_t>.size
        guard status == 0, Int32(address.sun_family) == AF_UNIX, length > 0 else { return nil }
        return withUnsafeBytes(of: &address.sun_path) { Array($0.prefix(length)) }
    }
}
#endif
