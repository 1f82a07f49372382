import Foundation
import PathKit
import TestSupport

@testable import Media

extension ImageHeader {
    /// Reads a header from memory, through the same window as from a file.
    static func read(bytes: [UInt8], pixelLimit: Int = defaultPixelLimit) throws -> ImageHeader {
        var window = ByteWindow { offset, count in Array(bytes.dropFirst(offset).prefix(count)) }
        return try read(from: &window, pixelLimit: pixelLimit)
    }
}

/// Hands a new `MediaFolder` and its path to `body`, and removes it.
func withMediaFolder(_ body: (MediaFolder, Path) throws -> Void) throws {
    try withTemporaryFolder { parent in
        let path = parent + "media"
        try body(MediaFolder(path: path), path)
    }
}

extension Path {
    /// The names in this folder, in order.
    func names() throws -> [String] {
        try children().map(\.lastComponent).sorted()
    }

    /// The permission bits, symbolic links not followed.
    func permissions() throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: string)[.posixPermissions] as? Int
    }
}

extension MediaFolder {
    /// The files of a picture, filled and not kept.
    func newFilledAvatar(_ bytes: (AvatarSize) -> [UInt8] = { Sample.square($0.side) }) throws -> IncomingAvatar {
        let avatar = try newIncomingAvatar()
        for (size, file) in avatar { try file.append(bytes(size)) }
        return avatar
    }

    /// Keeps a picture.
    func add() throws -> AvatarName {
        var generator = SystemRandomNumberGenerator()
        return try keep(newFilledAvatar(), using: &generator)
    }
}
