import TestSupport

/// What tests upload.
enum Sources {
    /// A square of four colours: red, green, blue and white, from left to right and from top to bottom.
    static func quarters(depth: Int = 8) -> [UInt8] {
        var png = PNG(width: 64, height: 64)
        png.depth = depth
        return png.bytes { x, y in
            (y < 32 ? (x < 32 ? Colour.red : .green) : (x < 32 ? Colour.blue : .white)).channels
        }
    }

    /// A square of noise, which no format makes small.
    static func noise(side: Int, seed: UInt64 = 1) -> [UInt8] {
        var generator = SplitMix64(seed: seed)
        return PNG(width: side, height: side).bytes { _, _ in
            (0..<3).map { _ in .random(in: 0...255, using: &generator) }
        }
    }

    /// Puts a segment of metadata into a JPEG file, behind its start.
    static func jpeg(_ bytes: [UInt8], with marker: UInt8, _ content: [UInt8]) -> [UInt8] {
        let length = PNG.bigEndian(UInt32(content.count + 2)).suffix(2)
        return bytes.prefix(2) + [0xFF, marker] + length + content + bytes.dropFirst(2)
    }

    /// An Exif segment with an orientation, a maker and a place (Exif 2.3, 4.6).
    static func exif(orientation: UInt8) -> [UInt8] {
        let maker = Array("SECRET-CAMERA\0".utf8)
        let entries: [[UInt8]] = [
            [0x01, 0x0F, 0, 2] + PNG.bigEndian(UInt32(maker.count)) + PNG.bigEndian(50),
            [0x01, 0x12, 0, 3] + PNG.bigEndian(1) + [0, orientation, 0, 0],
            [0x88, 0x25, 0, 4] + PNG.bigEndian(1) + PNG.bigEndian(64),
        ]
        let place: [UInt8] = [0, 1, 0, 1, 0, 2] + PNG.bigEndian(2) + [0x4E, 0, 0, 0] + PNG.bigEndian(0)
        return Array("Exif\0\0MM\0*".utf8) + PNG.bigEndian(8) + [0, 3] + entries.joined() + PNG.bigEndian(0) + maker
            + place
    }

    /// An animation of frames of one colour each (GIF89a).
    static func animation(_ frames: [Colour]) -> [UInt8] {
        let table = [Colour.red, .green, .blue, .white].flatMap(\.channels)
        let head = Array("GIF89a".utf8) + [2, 0, 2, 0, 0x81, 0, 0] + table
        let images = frames.flatMap { colour -> [UInt8] in
            let index = UInt8([Colour.red, .green, .blue, .white].firstIndex(of: colour) ?? 0)
            // Codes of three bits: clear, two pixels, clear, two pixels, end.
            let codes = [4, index, index, 4, index, index, 5].reversed().reduce(0 as UInt32) { $0 << 3 | UInt32($1) }
            let data = (0..<3).map { UInt8(truncatingIfNeeded: codes >> ($0 * 8)) }
            return [0x21, 0xF9, 4, 4, 10, 0, 0, 0, 0x2C, 0, 0, 0, 0, 2, 0, 2, 0, 0, 2, 3] + data + [0]
        }
        return head + images + [0x3B]
    }
}
