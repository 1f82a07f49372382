import Crypto
import Foundation
import Support

/// The name of an uploaded avatar, which its files of all sizes share: 48 lower-case hexadecimal digits.
///
/// The first 32 digits are a digest of the files' bytes: what a name stands for never changes and can be checked. The
/// rest is random: no two uploads share a name, even of the same image, so removing one never takes another's files. A
/// value holds numbers rather than text, so it cannot name a file outside the folder.
public struct AvatarName: LosslessStringConvertible, Hashable, Sendable {
    let digest: Digest
    private let serial: UInt64

    init(digest: Digest, using generator: inout some RandomNumberGenerator) {
        self.digest = digest
        serial = generator.next()
    }

    /// Nil unless the name is written exactly as `description` writes it.
    public init?(_ string: String) {
        // Bytes, as characters compare equal across Unicode's spellings.
        let bytes = Array(string.utf8)
        guard bytes.count == 48, let high = UInt64(hexadecimal: bytes[..<16]),
            let low = UInt64(hexadecimal: bytes[16..<32]), let serial = UInt64(hexadecimal: bytes[32...])
        else { return nil }
        digest = Digest(high: high, low: low)
        self.serial = serial
    }

    public var description: String {
        [digest.high, digest.low, serial].hexadecimalText
    }

    /// The file in this size.
    public func file(_ size: AvatarSize) -> AvatarFile {
        AvatarFile(avatar: self, size: size)
    }

    /// The files in all sizes, the smallest first.
    public var files: [AvatarFile] {
        AvatarSize.allCases.map(file)
    }

    /// The first 128 bits of the SHA-256 of an avatar's files, the smallest first.
    struct Digest: Hashable, Sendable {
        let high: UInt64
        let low: UInt64

        init(high: UInt64, low: UInt64) {
            self.high = high
            self.low = low
        }

        init(of files: some Sequence<Data>) {
            var hash = SHA256()
            for file in files {
                // Each file follows its length, so that two lists of files never hash the same bytes.
                withUnsafeBytes(of: UInt64(file.count).bigEndian) { hash.update(bufferPointer: $0) }
                hash.update(data: file)
            }
            let bytes = Array(hash.finalize())
            high = bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) }
            low = bytes[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
        }
    }
}

/// The sizes in which every avatar is kept, in pixels of a side of the square.
///
/// Pages show avatars at 48, 128 and 512 pixels; each of these has a twin for screens of double density.
public enum AvatarSize: Int, CaseIterable, Hashable, Sendable {
    case px48 = 48
    case px96 = 96
    case px128 = 128
    case px256 = 256
    case px512 = 512
    case px1024 = 1024

    public static let largest = AvatarSize.px1024

    /// In pixels.
    public var side: Int { rawValue }

    /// The size for screens of double density.
    public var twin: AvatarSize? { AvatarSize(rawValue: side * 2) }
}

/// A file of an uploaded avatar: the avatar's name, a dash, the pixels of a side, and `.webp`.
public struct AvatarFile: MediaName {
    /// The format of every file (RFC 9649).
    public static let mediaType = "image/webp"

    public let avatar: AvatarName
    public let size: AvatarSize

    init(avatar: AvatarName, size: AvatarSize) {
        self.avatar = avatar
        self.size = size
    }

    /// Nil unless the name is written exactly as `description` writes it.
    public init?(_ string: String) {
        guard let avatar = AvatarName(String(string.prefix(48))),
            let file = avatar.files.first(where: { $0.description.utf8.elementsEqual(string.utf8) })
        else { return nil }
        self = file
    }

    public var description: String {
        avatar.description + "-" + String(size.side) + ".webp"
    }
}
