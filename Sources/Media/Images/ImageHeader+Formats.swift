/// The header of PNG (W3C, Portable Network Graphics, Third Edition).
enum PNGHeader {
    /// Section 5.2, "PNG signature".
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// Sections 5.3 and 11.2.1: the first chunk is IHDR with 13 bytes of data, the sides in front.
    private static let lengthOffset = 8
    private static let typeOffset = 12
    private static let dataOffset = 16
    private static let dataLength = 13
    private static let checksumLength = 4

    /// Section 7.1: numbers of four bytes end at 2^31 - 1.
    private static let largestNumber = 0x7FFF_FFFF

    static func size(from window: inout ByteWindow) throws -> (width: Int, height: Int) {
        guard try window.bigEndian(at: lengthOffset, count: 4) == dataLength,
            try window.holds("IHDR", at: typeOffset)
        else { throw ImageRejected.damaged }
        let width = try window.bigEndian(at: dataOffset, count: 4)
        let height = try window.bigEndian(at: dataOffset + 4, count: 4)
        guard width <= largestNumber, height <= largestNumber else { throw ImageRejected.damaged }
        _ = try window.byte(at: dataOffset + dataLength + checksumLength - 1)
        return (width, height)
    }
}

/// The header of GIF (CompuServe, GIF89a specification).
enum GIFHeader {
    /// Section 17, "Header".
    static let signatures = ["GIF87a", "GIF89a"]

    /// Section 18, "Logical Screen Descriptor": seven bytes, the sides in front.
    private static let screenOffset = 6
    private static let screenLength = 7

    static func size(from window: inout ByteWindow) throws -> (width: Int, height: Int) {
        _ = try window.byte(at: screenOffset + screenLength - 1)
        return (
            try window.littleEndian(at: screenOffset, count: 2),
            try window.littleEndian(at: screenOffset + 2, count: 2)
        )
    }
}

/// The header of WebP (RFC 9649): the first chunk of the RIFF container.
enum WebPHeader {
    /// RFC 9649 section 2.4: RIFF, size and WEBP; section 2.3: a chunk's type, then its length.
    private static let typeOffset = 12
    private static let lengthOffset = 16
    private static let dataOffset = 20

    static func size(from window: inout ByteWindow) throws -> (width: Int, height: Int) {
        if try window.holds("VP8 ", at: typeOffset) { return try lossy(from: &window) }
        if try window.holds("VP8L", at: typeOffset) { return try lossless(from: &window) }
        if try window.holds("VP8X", at: typeOffset) { return try extended(from: &window) }
        throw ImageRejected.damaged
    }

    /// RFC 9649 section 2.5 and RFC 6386 section 9.1: a key frame, its start code, sides of 14 bits under
    /// two bits of scaling.
    private static func lossy(from window: inout ByteWindow) throws -> (width: Int, height: Int) {
        try requireData(10, from: &window)
        let isKeyFrame = try window.byte(at: dataOffset) & 1 == 0
        guard isKeyFrame, try window.bigEndian(at: dataOffset + 3, count: 3) == 0x9D012A else {
            throw ImageRejected.damaged
        }
        return (
            try window.littleEndian(at: dataOffset + 6, count: 2) & 0x3FFF,
            try window.littleEndian(at: dataOffset + 8, count: 2) & 0x3FFF
        )
    }

    /// RFC 9649 sections 2.6 and 3.4: a signature byte, the sides less one in 14 bits each, an alpha bit and
    /// three bits of version, which are zero.
    private static func lossless(from window: inout ByteWindow) throws -> (width: Int, height: Int) {
        try requireData(5, from: &window)
        let bits = try window.littleEndian(at: dataOffset + 1, count: 4)
        guard try window.byte(at: dataOffset) == 0x2F, bits >> 29 == 0 else { throw ImageRejected.damaged }
        return ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    }

    /// RFC 9649 section 2.7: flags, three reserved bytes, the sides of the canvas less one in 24 bits each.
    private static func extended(from window: inout ByteWindow) throws -> (width: Int, height: Int) {
        try requireData(10, from: &window)
        return (
            try window.littleEndian(at: dataOffset + 4, count: 3) + 1,
            try window.littleEndian(at: dataOffset + 7, count: 3) + 1
        )
    }

    private static func requireData(_ count: Int, from window: inout ByteWindow) throws {
        guard try window.littleEndian(at: lengthOffset, count: 4) >= count else { throw ImageRejected.damaged }
        _ = try window.byte(at: dataOffset + count - 1)
    }
}
