/// Gives `count` random bytes fit for secrets. Tests give bytes they know.
public typealias RandomBytes = @Sendable (_ count: Int) -> [UInt8]

/// The operating system's generator.
public let systemRandom: RandomBytes = { count in
    var generator = SystemRandomNumberGenerator()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    // Eight at a time: the generator asks the system for each number by itself.
    while bytes.count < count {
        withUnsafeBytes(of: generator.next() as UInt64) { bytes.append(contentsOf: $0.prefix(count - bytes.count)) }
    }
    return bytes
}

extension UInt64 {
    package init(random: RandomBytes) {
        self = random(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
