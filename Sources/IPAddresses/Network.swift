/// A range of addresses in CIDR notation: `10.0.0.0/8`, `fd00::/8`. A single address is a range of one.
public struct Network: Hashable, Sendable, LosslessStringConvertible {
    private let address: IPAddress
    private let prefixLength: Int

    public init?(_ description: String) {
        let parts = description.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(parts.count), let address = IPAddress(parts[0]) else { return nil }
        let longest = address.bytes.count * 8
        guard parts.count == 1 || parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let length = parts.count == 1 ? longest : Int(parts[1]), length <= longest
        else { return nil }
        self.address = address
        prefixLength = length
    }

    /// The network of `length` bits that `address` is in.
    public init(of address: IPAddress, prefixLength length: Int) {
        self.address = address.masked(to: length)
        prefixLength = min(length, address.bytes.count * 8)
    }

    public var description: String { "\(address)/\(prefixLength)" }

    public func contains(_ other: IPAddress) -> Bool {
        other.bytes.count == address.bytes.count && other.masked(to: prefixLength) == address.masked(to: prefixLength)
    }
}

extension IPAddress {
    /// The address with all bits after the first `length` set to zero.
    fileprivate func masked(to length: Int) -> IPAddress {
        let masked = bytes.enumerated().map { index, byte in
            let kept = min(8, max(0, length - index * 8))
            return byte & ~UInt8(truncatingIfNeeded: 0xFF >> kept)
        }
        return IPAddress(known: masked)
    }
}
