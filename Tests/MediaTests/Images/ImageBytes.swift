/// Builds the headers of pictures, byte by byte.
enum ImageBytes {
    static func big(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    static func little(_ value: Int, _ count: Int) -> [UInt8] {
        big(value, count).reversed()
    }

    static func png(width: Int, height: Int, length: Int = 13, type: String = "IHDR") -> [UInt8] {
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let header = big(length, 4) + Array(type.utf8) + big(width, 4) + big(height, 4)
        return signature + header + [8, 6, 0, 0, 0] + [1, 2, 3, 4]
    }

    static func gif(width: Int, height: Int, version: String = "89a") -> [UInt8] {
        Array("GIF\(version)".utf8) + little(width, 2) + little(height, 2) + [0x80, 0, 0]
    }

    static func jpeg(
        width: Int, height: Int, frame: UInt8 = 0xC0, before segments: [UInt8] = jpegSegment(0xE0, count: 14)
    ) -> [UInt8] {
        let size = big(height, 2) + big(width, 2)
        let components: [UInt8] = [3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]
        return [0xFF, 0xD8] + segments + [0xFF, frame] + big(17, 2) + [8] + size + components
    }

    /// A segment with `count` bytes of data.
    static func jpegSegment(_ marker: UInt8, count: Int) -> [UInt8] {
        [0xFF, marker] + big(count + 2, 2) + [UInt8](repeating: 0xAB, count: count)
    }

    static func webpLossy(width: Int, height: Int, frameTag: UInt8 = 0x10, startCode: [UInt8] = [0x9D, 0x01, 0x2A])
        -> [UInt8]
    {
        webp("VP8 ", [frameTag, 0, 0] + startCode + little(width, 2) + little(height, 2))
    }

    static func webpLossless(width: Int, height: Int, version: Int = 0, signature: UInt8 = 0x2F) -> [UInt8] {
        webp("VP8L", [signature] + little((width - 1) | (height - 1) << 14 | version << 29, 4))
    }

    static func webpExtended(width: Int, height: Int) -> [UInt8] {
        webp("VP8X", [0x10, 0, 0, 0] + little(width - 1, 3) + little(height - 1, 3))
    }

    static func webp(_ type: String, _ data: [UInt8], length: Int? = nil) -> [UInt8] {
        let chunk = Array(type.utf8) + little(length ?? data.count, 4) + data
        return Array("RIFF".utf8) + little(chunk.count + 4, 4) + Array("WEBP".utf8) + chunk
    }
}
