import FlyingSocks
import Foundation
import Support

/// Where another service listens: `unix:/run/clamav/clamd.ctl`, `127.0.0.1:3310`, `[::1]:3310` or `clamav:3310`.
public enum ServiceAddress: Hashable, Sendable, LosslessStringConvertible {
    case unix(path: String)
    /// - Parameter host: an IP address without brackets, or a name.
    case tcp(host: String, port: UInt16)

    private static let unixPrefix = "unix:"
    /// What fits into a `sockaddr_un` on every system.
    private static let pathLimit = 103

    public init?(_ description: String) {
        if description.hasPrefix(Self.unixPrefix) {
            let path = String(description.dropFirst(Self.unixPrefix.count))
            guard path.hasPrefix("/"), path.utf8.count <= Self.pathLimit else { return nil }
            self = .unix(path: path)
            return
        }
        guard let place = HostAndPort(description), place.port > 0,
            place.host.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != ASCII.slash })
        else { return nil }
        self = .tcp(host: place.host, port: place.port)
    }

    public var description: String {
        switch self {
        case .unix(let path): Self.unixPrefix + path
        case .tcp(let host, let port): HostAndPort(host: host, port: port).description
        }
    }

    /// The addresses to connect to, one after the other. A name is looked up, which blocks.
    ///
    /// - Throws: `ServiceConnection.Failure`.
    func socketAddresses() throws(ServiceConnection.Failure) -> [any SocketAddress] {
        switch self {
        case .unix(let path): [sockaddr_un.unix(path: path)]
        case .tcp(let host, let port): try Self.lookUp(host, port)
        }
    }

    private static func lookUp(
        _ host: String, _ port: UInt16
    ) throws(ServiceConnection.Failure) -> [any SocketAddress] {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        // One entry for each address, not one for each type of socket too.
        hints.ai_protocol = Int32(IPPROTO_TCP)
        var list: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host, String(port), &hints, &list)
        guard status == 0 else { throw .cannotConnect(String(cString: gai_strerror(status))) }
        defer { freeaddrinfo(list) }
        var addresses: [any SocketAddress] = []
        var entry = list?.pointee
        while let current = entry {
            var storage = sockaddr_storage()
            withUnsafeMutableBytes(of: &storage) {
                $0.copyMemory(from: UnsafeRawBufferPointer(start: current.ai_addr, count: Int(current.ai_addrlen)))
            }
            switch current.ai_family {
            case AF_INET: if let address = try? sockaddr_in.make(from: storage) { addresses.append(address) }
            case AF_INET6: if let address = try? sockaddr_in6.make(from: storage) { addresses.append(address) }
            default: break
            }
            entry = current.ai_next?.pointee
        }
        return addresses
    }
}
