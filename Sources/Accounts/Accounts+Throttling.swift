import Foundation
import IPAddresses

extension Accounts {
    /// There have been too many tries; the next one is answered at ``retryAt``.
    public struct TooManyTries: Error, Sendable {
        public let retryAt: Date
        /// From now, rounded up.
        public let seconds: Int
    }

    /// - Throws: ``TooManyTries``.
    func begin(_ tries: [Throttle.Key]) throws(TooManyTries) {
        let now = now()
        guard let end = throttle.begin(tries, at: now) else { return }
        throw TooManyTries(retryAt: end, seconds: max(1, Int(end.timeIntervalSince(now).rounded(.up))))
    }

    /// What a try to sign in counts against. The name counts whether or not it has an account, so that the throttle
    /// does not tell which names have one.
    func triesOfSignIn(_ name: String, _ user: User?, on device: Device, mark: String?) -> [Throttle.Key] {
        if let user, let mark, knownDevice.user(of: mark) == user.id { return [.knownDevice(user.id)] }
        return [
            .account(name, network: device.network), .network(device.network), .everywhere(account: name),
        ]
    }
}

extension Device {
    /// The network that the address is in, as far as tries are counted together: 256 IPv4 addresses, or the /56 that
    /// providers hand out to one customer (RFC 6177).
    var network: String {
        guard let address = IPAddress(address) else { return address }
        return Network(of: address, prefixLength: address.isIPv4 ? 24 : 56).description
    }
}
