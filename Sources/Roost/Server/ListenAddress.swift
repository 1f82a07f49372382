import FlyingSocks
import Foundation
import IPAddresses

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
        guard let colon = description.lastIndex(of: ":"),
            let port = UInt16(description[description.index(after: colon)...])
        else { return nil }
        var host = description[..<colon]
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        if isBracketed { host = host.dropFirst().dropLast() }
        // Without brackets, the port of an IPv6 address would be a part of the address.
        guard let address = SettingValue.address(String(host)), address.isIPv4 != isBracketed else { return nil }
        self.init(address, port: port)
    }

    var description: String { address.isIPv4 ? "\(address):\(port)" : "[\(address)]:\(port)" }

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
