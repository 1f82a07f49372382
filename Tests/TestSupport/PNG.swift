/// Writes PNG files, without a library that would only write good ones (PNG specification, third edition).
public struct PNG: Sendable {
    public enum Colour: UInt8, Sendable {
        case grey = 0
        case redGreenBlue = 2
        case withAlpha = 6

        var channels: Int {
            switch self {
            case .grey: 1
            case .redGreenBlue: 3
            case .withAlpha: 4
            }
        }
    }

    public var width: Int
    public var height: Int
    public var depth = 8
    public var colour = Colour.redGreenBlue
    /// Chunks between the header and the pixels: a name of four letters, and content.
    public var extra: [(String, [UInt8])] = []

    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// - Parameter pixel: the channels of a pixel, in 0...255.
    public func bytes(_ pixel: (_ x: Int, _ y: Int) -> [UInt8]) -> [UInt8] {
        var rows: [UInt8] = []
        for y in 0..<height {
            rows.append(0)
            for x in 0..<width {
                for channel in pixel(x, y) { rows += [UInt8](repeating: channel, count: depth / 8) }
            }
        }
        return bytes(rows: rows)
    }

    /// - Parameter rows: each with its filter before it, however many there are.
    public func bytes(rows: [UInt8]) -> [UInt8] {
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let header =
            Self.bigEndian(UInt32(width)) + Self.bigEndian(UInt32(height))
            + [UInt8(depth), colour.rawValue, 0, 0, 0]
        return signature + Self.chunk("IHDR", header) + extra.flatMap { Self.chunk($0.0, $0.1) }
            + Self.chunk("IDAT", Self.zlib(rows)) + Self.chunk("IEND", [])
    }

    private static func chunk(_ kind: String, _ content: [UInt8]) -> [UInt8] {
        let body = Array(kind.utf8) + content
        return bigEndian(UInt32(content.count)) + body + bigEndian(crc32(body))
    }

    /// Uncompressed, in stored blocks.
    private static func zlib(_ bytes: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var start = 0
        repeat {
            let block = bytes[start..<min(bytes.count, start + 0xFFFF)]
            let size = UInt16(block.count)
            start += block.count
            stream.append(start == bytes.count ? 1 : 0)
            for number in [size, ~size] {
                stream.append(UInt8(truncatingIfNeeded: number))
                stream.append(UInt8(truncatingIfNeeded: number >> 8))
            }
            stream += block
        } while start < bytes.count
        return stream + bigEndian(adler32(bytes))
    }

    public static func bigEndian(_ number: UInt32) -> [UInt8] {
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
