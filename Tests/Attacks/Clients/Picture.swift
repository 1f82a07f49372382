import TestSupport

/// A small PNG, other pixels for each seed.
enum Picture {
    static func png(seed: UInt64, padding: Int = 0) -> [UInt8] {
        var generator = SplitMix64(seed: seed)
        let colour = (0..<3).map { _ in UInt8.random(in: 0...127, using: &generator) }
        var png = PNG(width: 32, height: 32)
        let comment = Array("Comment\0".utf8) + [UInt8](repeating: 0x78, count: padding)
        if padding > 0 { png.extra = [("tEXt", comment)] }
        return png.bytes { x, y in colour.map { $0 ^ UInt8(y * 4) ^ UInt8(x * 4) } }
    }
}
