import FlyingSocks
import Foundation
import IPAddresses

enum ListeningAddress {
    /// The socket address to bind for an IP address and a port.
    static func make(_ host: IPAddress, port: UInt16) throws -> any SocketAddress {
        host.isIPv4
            ? try sockaddr_in.inet(ip4: host.description, port: port)
            : try sockaddr_in6.inet6(ip6: host.description, port: port)
    }
}

/// The address cannot be listened on: another program has it, or it is not this machine's.
struct CannotListen: Error, CustomStringConvertible {
    let address: String
    let port: UInt16
    let reason: String

    var description: String { "Cannot listen on \(address), port \(port): \(reason). Choose another with --port." }
}
