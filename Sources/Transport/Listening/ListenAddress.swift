import FlyingSocks
import Foundation
import IPAddresses
import Support

/// An IP address and a port to listen on. As text, `127.0.0.1:9180` or `[::1]:9180`.
public struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
    public let address: IPAddress
    /// 0 lets the system choose one.
    public let port: UInt16

    public init(_ address: IPAddress, port: UInt16) {
        self.address = address
        self.port = port
    }

    /// The address that a socket is bound to; nil for one of the file system, and for no socket.
    public init?(of socket: Int32) {
        switch try? Socket(file: Socket.FileDescriptor(rawValue: socket)).sockname() {
        case .ip4(let address, let port), .ip6(let address, let port):
            guard let address = IPAddress(address) else { return nil }
            self.init(address, port: port)
        case .unix, nil: return nil
        }
    }

    public var description: String { HostAndPort(host: address.description, port: port).description }

    /// The socket address to bind.
    func socketAddress() throws -> any SocketAddress {
        address.isIPv4
            ? try sockaddr_in.inet(ip4: address.description, port: port)
            : try sockaddr_in6.inet6(ip6: address.description, port: port)
    }
}

/// The address cannot be used: another program has it, or it is not an address of this machine.
public struct CannotListen: Error, CustomStringConvertible {
    public let address: ListenAddress
    public let reason: String
    /// The machine does not have this IP address: another port would not help.
    public let isForeign: Bool

    /// Nil for an error that has another cause.
    init?(at address: ListenAddress, _ error: any Error) {
        guard case SocketError.failed(type: "Bind", let code, let reason) = error else { return nil }
        (self.address, self.reason) = (address, reason)
        isForeign = code == EADDRNOTAVAIL
    }

    public var description: String { "Cannot listen on \(address.address), port \(address.port): \(reason)." }
}
