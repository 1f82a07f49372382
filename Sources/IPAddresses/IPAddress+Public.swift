extension IPAddress {
    /// - Parameter bytes: 4 or 16, in network order; nil for another number.
    public init?(bytes all: [UInt8]) {
        switch all.count {
        case 4: self.init(known: all)
        case 16:
            let isMapped = all[..<10].allSatisfy { $0 == 0 } && all[10] == 0xFF && all[11] == 0xFF
            self.init(known: isMapped ? Array(all[12...]) : all)
        default: return nil
        }
    }

    /// Whether it is a machine on the internet's: no private, shared, loopback, link-local, unique-local, multicast,
    /// documentation or reserved address (the registries of RFC 6890), and none of IPv6 that carries an IPv4 one.
    public var isPublic: Bool {
        if isIPv4 { return !Self.special4.contains { $0.contains(self) } }
        return Self.global6.contains { $0.contains(self) } && !Self.special6.contains { $0.contains(self) }
    }

    private static let special4 = [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/3",
    ].compactMap(Network.init)

    private static let global6 = ["2000::/3"].compactMap(Network.init)

    private static let special6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"].compactMap(Network.init)
}
