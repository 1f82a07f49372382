/// The header of JPEG (ITU-T T.81, annex B): a walk over marker segments to the frame header.
enum JPEGHeader {
    /// SOI and the first byte of the marker that must follow.
    static let signature: [UInt8] = [0xFF, 0xD8, 0xFF]

    /// Far more than cameras and editors write, and few enough that a hostile file is cheap to refuse.
    static let segmentLimit = 1_000

    /// The most fill bytes (B.1.1.2) that are skipped in one file.
    static let fillLimit = 4_096

    static func size(from window: inout ByteWindow) throws -> (width: Int, height: Int) {
        var offset = 2
        var fills = 0
        for _ in 0..<segmentLimit {
            guard try window.byte(at: offset) == 0xFF else { throw ImageRejected.damaged }
            offset += 1
            while try window.byte(at: offset) == 0xFF {
                offset += 1
                fills += 1
                if fills > fillLimit { throw ImageRejected.damaged }
            }
            let marker = try window.byte(at: offset)
            offset += 1
            if isFrame(marker) { return try frame(at: offset, from: &window) }
            offset += try segmentLength(of: marker, at: offset, from: &window)
        }
        throw ImageRejected.damaged
    }

    /// Table B.1: every SOF; C4 is DHT, C8 is JPG (reserved), CC is DAC.
    private static func isFrame(_ marker: Int) -> Bool {
        (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
    }

    /// The bytes after a marker, including the two of the length itself (B.1.1.4).
    private static func segmentLength(
        of marker: Int, at offset: Int, from window: inout ByteWindow
    ) throws -> Int {
        switch marker {
        case 0x01:
            return 0  // TEM stands alone.
        case 0x00, 0xD0...0xDA:
            // Data, restart, a second image, the end or a scan: none may precede the frame header.
            throw ImageRejected.damaged
        default:
            let length = try window.bigEndian(at: offset, count: 2)
            guard length >= 2 else { throw ImageRejected.damaged }
            return length
        }
    }

    /// B.2.2: length, precision, height, width, number of components, three bytes for each of them.
    ///
    /// A height of zero announces DNL (B.2.5), which browsers do not support; it counts as damage.
    private static func frame(at offset: Int, from window: inout ByteWindow) throws -> (width: Int, height: Int) {
        let length = try window.bigEndian(at: offset, count: 2)
        let height = try window.bigEndian(at: offset + 3, count: 2)
        let width = try window.bigEndian(at: offset + 5, count: 2)
        let components = try window.byte(at: offset + 7)
        guard components > 0, length == 8 + 3 * components else { throw ImageRejected.damaged }
        _ = try window.byte(at: offset + length - 1)
        return (width, height)
    }
}
