import Foundation
import HTTP
import IPAddresses

/// The client of a request.
struct Client: Hashable, Sendable {
    /// Its IP address in text, or "unknown".
    let address: String
    /// "http" or "https", as a trusted proxy reports; nil if none does.
    let scheme: String?

    /// Believes `X-Forwarded-For` only from trusted proxies. The client is the right-most hop that is not a trusted
    /// proxy itself.
    init(peer: Peer?, headers: RequestFields, trustedProxies: [Network]) {
        guard let peer, trustedProxies.contains(where: { $0.contains(peer.address) }) else {
            (address, scheme) = (peer?.text ?? "unknown", nil)
            return
        }
        var client = peer.address
        for text in Self.hops(headers) {
            guard let hop = IPAddress(hop: text) else { break }
            client = hop
            guard trustedProxies.contains(where: { $0.contains(hop) }) else { break }
        }
        address = client.description
        scheme = Self.scheme(headers)
    }

    /// The hops that proxies recorded, the nearest first and at most 32, whatever a client adds. In bytes, so that
    /// combining marks cannot hide an address.
    private static func hops(_ headers: RequestFields) -> [ArraySlice<UInt8>] {
        var hops: [ArraySlice<UInt8>] = []
        for line in Array(headers.values(of: .xForwardedFor)).reversed() {
            var rest = line
            while !rest.isEmpty, hops.count < hopLimit {
                let start = rest.lastIndex(of: UInt8(ascii: ",")).map { $0 + 1 } ?? rest.startIndex
                if start < rest.endIndex { hops.append(rest[start...]) }
                rest = rest[..<max(rest.startIndex, start - 1)]
            }
        }
        return hops
    }

    private static let hopLimit = 32

    /// Of several values, the right-most is from the nearest proxy.
    private static func scheme(_ headers: RequestFields) -> String? {
        let last = headers[.xForwardedProto]?.utf8.split(separator: UInt8(ascii: ",")).last
        guard let scheme = last.map({ Substring($0).trimmingBlanks.lowercased() }) else { return nil }
        return ["http", "https"].contains(scheme) ? scheme : nil
    }
}

extension IPAddress {
    /// A hop as a proxy records it, perhaps with the client's port: `192.0.2.1:4711`, `[2001:db8::1]:4711`.
    fileprivate init?(hop: ArraySlice<UInt8>) {
        guard hop.count <= 100, hop.allSatisfy({ $0 < 0x80 }) else { return nil }
        let text = String(decoding: hop, as: UTF8.self).trimmingCharacters(in: .whitespaces)
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
