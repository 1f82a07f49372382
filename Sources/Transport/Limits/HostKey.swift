#if os(Linux)
import Glibc

/// What counts as one client when connections are limited: an IPv4 address, also one that IPv6 carries, or an IPv6
/// network of 64 bits, which is what a household gets (RFC 6177).
struct HostKey: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt32

    init(_ address: sockaddr_storage) {
        let family = Int32(address.ss_family)
        (high, low) = withUnsafeBytes(of: address) { bytes in
            guard family == AF_INET6 else {
                return (0, bytes.load(fromByteOffset: 4, as: UInt32.self))
            }
            let prefix = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
            let isMapped = prefix == 0 && bytes[16..<20].elementsEqual([0, 0, 0xFF, 0xFF])
            return isMapped ? (0, bytes.loadUnaligned(fromByteOffset: 20, as: UInt32.self)) : (prefix, 0)
        }
    }
}
#endif
