import Foundation
import Support

extension String {
    /// The elements of a field that is a list (RFC 9110, 5.6.1), without the blanks around them. Only the first 64
    /// count, and of these only those of at most 100 bytes: clients send a handful, and none that matters is longer.
    var listElements: [Substring] {
        utf8.split(separator: UInt8(ascii: ","), maxSplits: 64).prefix(64).filter { $0.count <= 100 }
            .map { Substring($0).trimmingBlanks }
    }
}

extension Substring {
    /// The text without spaces and tabs at either end.
    var trimmingBlanks: Substring {
        let isBlank = { (byte: UInt8) in ASCII.isBlank(byte) }
        guard let last = utf8.lastIndex(where: { !isBlank($0) }) else { return "" }
        return Substring(utf8[...last].drop(while: isBlank))
    }
}
