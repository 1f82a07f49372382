import Foundation
import HTTP
import IPAddresses

/// The client of a request.
struct Client: Hashable, Sendable {
    /// Its IP address in text, or "unknown".
    let address: String
    /// "http" or "https", as a trusted proxy says; nil when none does.
    let scheme: String?

    /// Believes `X-Forwarded-For` only from trusted proxies: of the hops they wrote down, the right-most that is not
    /// itself trusted is the client.
    init(peer: Peer?, headers: RequestFields, trustedProxies: [Network]) {
        guard let peer, trustedProxies.contains(where: { $0.contains(peer.address) }) else {
            (address, scheme) = (peer?.text ?? "unknown", nil)
            return
        }
        let hops = headers[.xForwardedFor]?.split(separator: ",").map { IPAddress(hop: $0) } ?? []
        var client = peer.address
        for hop in hops.reversed() {
            guard let hop else { break }
            client = hop
            guard trustedProxies.contains(where: { $0.contains(hop) }) else { break }
        }
        address = client.description
        scheme = Self.scheme(headers)
    }

    /// Of several, the right-most is the one that the nearest proxy wrote down.
    private static func scheme(_ headers: RequestFields) -> String? {
        let last = headers[.xForwardedProto]?.split(separator: ",").last
        guard let scheme = last?.trimmingCharacters(in: .whitespaces).lowercased() else { return nil }
        return ["http", "https"].contains(scheme) ? scheme : nil
    }
}

extension IPAddress {
    /// What a proxy wrote down, which may have the client's port with it: `192.0.2.1:4711`, `[2001:db8::1]:4711`.
    fileprivate init?(hop: Substring) {
        let text = hop.trimmingCharacters(in: .whitespaces)
        let address: Substring =
            if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
                text[..<end].dropFirst()
            } else if let colon = text.firstIndex(of: ":"), text.firstIndex(of: ".").map({ $0 < colon }) == true {
                text[..<colon]
            } else {
                text[...]
            }
        self.init(String(address))
    }
}
