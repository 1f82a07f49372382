/// A host and a port as URIs have them (RFC 3986, 3.2): `clamav:3310`, `127.0.0.1:3310` or `[::1]:3310`.
public struct HostAndPort: Hashable, Sendable, LosslessStringConvertible {
    /// An IP address without brackets, or a name. Not checked further.
    public let host: String
    public let port: UInt16

    public init(host: String, port: UInt16) {
        (self.host, self.port) = (host, port)
    }

    public init?(_ description: String) {
        guard let colon = description.lastIndex(of: ":"),
            let port = UInt16(description[description.index(after: colon)...])
        else { return nil }
        var host = description[..<colon]
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        if isBracketed { host = host.dropFirst().dropLast() }
        // Without brackets, the port of an IPv6 address would be a part of the address.
        guard !host.isEmpty, host.contains(":") == isBracketed else { return nil }
        self.init(host: String(host), port: port)
    }

    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
