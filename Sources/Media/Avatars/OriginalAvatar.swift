import Support

/// The file of an avatar that Roost kept as it was uploaded, before version 3 of the database: 32 lower-case hexadecimal
/// digits and the extension of its format. Such a file is never served; the site makes an avatar from it when it starts.
public struct OriginalAvatar: MediaName {
    public let description: String

    /// Nil for anything else, so that no value can name a file outside the folder.
    public init?(_ string: String) {
        let bytes = Array(string.utf8)
        guard bytes.count > 33, bytes[32] == UInt8(ascii: "."), UInt64(hexadecimal: bytes[..<16]) != nil,
            UInt64(hexadecimal: bytes[16..<32]) != nil,
            ImageFormat.allCases.contains(where: { $0.fileExtension.utf8.elementsEqual(bytes[33...]) })
        else { return nil }
        description = string
    }
}
