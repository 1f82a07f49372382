/// Where a request came from, as far as it says.
public struct Device: Hashable, Sendable {
    /// Longer ones are cut: no browser needs more, and each is stored with its session.
    public static let userAgentLimit = 512

    /// The User-Agent header as it was sent, at most ``userAgentLimit`` characters; empty when there was none.
    public let userAgent: String
    /// The client's IP address in text.
    public let address: String

    public init(userAgent: String, address: String) {
        self.userAgent = userAgent.firstScalars(Self.userAgentLimit)
        self.address = address
    }
}
