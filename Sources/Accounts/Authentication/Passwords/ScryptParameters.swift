/// The cost of a scrypt hash (RFC 7914): N = 2^`logN` rounds over blocks of `r` × 128 bytes, `p` times.
public struct ScryptParameters: Hashable, Sendable {
    public var logN: Int
    public var r: Int
    public var p: Int

    public init(logN: Int, r: Int, p: Int) {
        self.logN = logN
        self.r = r
        self.p = p
    }

    /// N=2^15, r=8, p=3: 32 MiB a hash. The strictest setting on which the OWASP password storage cheat sheet and
    /// ASVS 5.0 (appendix C) agree.
    public static let recommended = ScryptParameters(logN: 15, r: 8, p: 3)

    /// Limits for stored hashes: a damaged row must not take the machine's memory.
    var isWithinLimits: Bool {
        (1...20).contains(logN) && (1...16).contains(r) && (1...16).contains(p)
    }
}
