import Foundation
import Support

extension String {
    /// The elements of a field that is a list (RFC 9110, 5.6.1), without the blanks around them: of the first 64, those of
    /// at most 100 bytes. Clients send a handful, and nothing that is looked for is longer; the rest is somebody's joke.
    var listElements: [Substring] {
        utf8.split(separator: UInt8(ascii: ","), maxSplits: 64).prefix(64).filter { $0.count <= 100 }
            .map { Substring($0).trimmingBlanks }
    }
}

extension Substring {
    /// The text of a field without the spaces and tabs around it.
    var trimmingBlanks: Substring {
        let isBlank = { (byte: UInt8) in ASCII.isBlank(byte) }
        guard let last = utf8.lastIndex(where: { !isBlank($0) }) else { return "" }
        return Substring(utf8[...last].drop(while: isBlank))
    }
}
