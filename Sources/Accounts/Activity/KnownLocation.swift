import Foundation
import IPAddresses

/// Where an account is signed in from: a kind of browser in a network. It is stored as a keyed hash, which does not
/// reveal the place.
///
/// Version numbers do not count, or each update of a browser would be a stranger. The network is the /24 of an IPv4
/// address and the /48 of an IPv6 address, the most that one customer is given (RFC 6177).
package enum KnownLocation {
    /// How many are remembered of an account: as many as it may have sessions open.
    static let limit = Session.limit
    /// How long one is remembered after the last sign-in, in seconds: a year, as long as the cookie of a known device.
    static let retention: TimeInterval = 365 * 86_400

    /// 32 bytes, different for each person.
    package static func fingerprint(of device: Device, for user: User.ID, with secret: Secret) -> Data {
        let browser = String(decoding: device.userAgent.utf8.filter { !isOfVersion($0) }, as: UTF8.self)
        let network = device.network(bitsOfIPv4: 24, bitsOfIPv6: 48)
        return secret.authenticationCode(for: "\(user)\n\(network)\n\(browser)", purpose: .knownLocation)
    }

    private static func isOfVersion(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: ".")
    }
}

extension Device {
    /// The network that the address is in; the text itself where it is no address.
    func network(bitsOfIPv4: Int, bitsOfIPv6: Int) -> String {
        guard let address = IPAddress(address) else { return address }
        return Network(of: address, prefixLength: address.isIPv4 ? bitsOfIPv4 : bitsOfIPv6).description
    }
}
