/// A small PNG, other pixels for each seed.
enum Picture {
    private static let side = 32

    static func png(seed: UInt64, padding: Int = 0) -> [UInt8] {
        var generator = SeededGenerator(seed: seed)
        let colour = (0..<3).map { _ in UInt8.random(in: 0...127, using: &generator) }
        let rows = (0..<side).flatMap { row in line(row, colour) }
        let size = bigEndian(UInt32(side))
        let text = Array("Comment\0".utf8) + [UInt8](repeating: 0x78, count: padding)
        let comment = padding > 0 ? chunk("tEXt", text) : []
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let header = chunk("IHDR", size + size + [8, 2, 0, 0, 0])
        return signature + header + comment + chunk("IDAT", zlib(rows)) + chunk("IEND", [])
    }

    /// A row of pixels behind its filter, which is none.
    private static func line(_ row: Int, _ colour: [UInt8]) -> [UInt8] {
        var line: [UInt8] = [0]
        for column in 0..<side { line += colour.map { $0 ^ UInt8(row * 4) ^ UInt8(column * 4) } }
        return line
    }

    private static func chunk(_ kind: String, _ content: [UInt8]) -> [UInt8] {
        let body = Array(kind.utf8) + content
        return bigEndian(UInt32(content.count)) + body + bigEndian(crc32(body))
    }

    /// Uncompressed, in one stored block.
    private static func zlib(_ bytes: [UInt8]) -> [UInt8] {
        let size = UInt16(bytes.count)
        let lengths = [size, ~size].flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        return [0x78, 0x01, 0x01] + lengths + bytes + bigEndian(adler32(bytes))
    }

    private static func bigEndian(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> UInt32($0)) }
    }

    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(0xFFFF_FFFF) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
    }

    private static func adler32(_ bytes: [UInt8]) -> UInt32 {
        let sums = bytes.reduce((UInt32(1), UInt32(0))) { sums, byte in
            let first = (sums.0 + UInt32(byte)) % 65521
            return (first, (sums.1 + first) % 65521)
        }
        return sums.1 << 16 | sums.0
    }
}

/// SplitMix64: the same numbers for the same seed, on any machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var number = state
        number = (number ^ number >> 30) &* 0xBF58_476D_1CE4_E5B9
        number = (number ^ number >> 27) &* 0x94D0_49BB_1331_11EB
        return number ^ number >> 31
    }
}
