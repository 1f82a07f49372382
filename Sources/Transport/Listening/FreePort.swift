import FlyingSocks
import Foundation
import IPAddresses

/// A port that the system has chosen, for a site that must know its address before its server listens.
public struct FreePort: Sendable {
    public let port: UInt16
    /// The descriptor of a socket that listens on it. Nil where the server cannot take one: it then listens on the port that
    /// has just been free.
    public let socket: Int32?

    /// Nil where the server can only choose a port itself (everywhere but on Linux).
    ///
    /// - Throws: ``CannotListen``.
    public init?(of address: IPAddress, for kind: ServerKind) throws {
        #if os(Linux)
        let name = ListenAddress(address, port: 0)
        let socket = try Socket(domain: address.isIPv4 ? AF_INET : AF_INET6)
        do {
            try socket.bind(to: name.socketAddress())
        } catch {
            try? socket.close()
            throw CannotListen(at: name, error) ?? error
        }
        try socket.listen()
        port = try socket.port()
        guard kind == .reactor else {
            try socket.close()
            self.socket = nil
            return
        }
        _ = fcntl(socket.file.rawValue, F_SETFD, FD_CLOEXEC)
        self.socket = socket.file.rawValue
        #else
        return nil
        #endif
    }
}

#if os(Linux)
extension Socket {
    fileprivate func port() throws -> UInt16 {
        switch try sockname() {
        case .ip4(_, let port), .ip6(_, let port): port
        case .unix: 0
        }
    }
}
#endif
