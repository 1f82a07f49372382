/// Where a request came from, as far as it tells.
public struct Device: Hashable, Sendable {
    /// In bytes. Longer ones are cut: no browser needs more, and each is stored with its session.
    public static let userAgentLimit = 512

    /// The User-Agent header as it was sent, at most ``userAgentLimit`` bytes; empty when there was none.
    public let userAgent: String
    /// The client's IP address in text.
    public let address: String

    public init(userAgent: String, address: String) {
        self.userAgent = userAgent.firstBytes(Self.userAgentLimit)
        self.address = address
    }
}

extension String {
    /// The start of the text, at most `limit` bytes of UTF-8, without the pieces of a scalar that was cut.
    fileprivate func firstBytes(_ limit: Int) -> String {
        guard utf8.count > limit else { return self }
        var bytes = utf8.prefix(limit + 1)
        // Bytes that begin with the bits 10 continue a scalar.
        while let last = bytes.popLast(), last & 0xC0 == 0x80 {}
        return String(Substring(bytes))
    }
}
