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
