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
