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
