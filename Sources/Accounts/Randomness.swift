/// Gives `count` random bytes fit for secrets. Tests give bytes they know.
public typealias RandomBytes = @Sendable (_ count: Int) -> [UInt8]

/// The operating system's generator.
public let systemRandom: RandomBytes = { count in
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
}

extension UInt64 {
    init(random: RandomBytes) {
        self = random(8).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
