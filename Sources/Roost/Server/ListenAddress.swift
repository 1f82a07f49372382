import FlyingSocks
import Foundation
import IPAddresses
import Support

/// An IP address and a port to listen on. As text, `127.0.0.1:9180` or `[::1]:9180`.
struct ListenAddress: Hashable, Sendable, LosslessStringConvertible {
    let address: IPAddress
    /// 0 lets the system choose one.
    let port: UInt16

    init(_ address: IPAddress, port: UInt16) {
        self.address = address
        self.port = port
    }

    init?(_ description: String) {
        guard let place = HostAndPort(description), let address = SettingValue.address(place.host) else { return nil }
        self.init(address, port: place.port)
    }

    var description: String { HostAndPort(host: address.description, port: port).description }

    /// The socket address to bind.
    func socketAddress() throws -> any SocketAddress {
        address.isIPv4
            ? try sockaddr_in.inet(ip4: address.description, port: port)
            : try sockaddr_in6.inet6(ip6: address.description, port: port)
    }
}

/// The address cannot be used: another program has it, or it is not an address of this machine.
struct CannotListen: Error, CustomStringConvertible {
    let name: ListenAddress
    let reason: String
    /// The setting that it comes from.
    let setting: SettingName

    var description: String {
        "Cannot listen on \(name.address), port \(name.port): \(reason). Choose another with \(setting.asFlag)."
    }
}
