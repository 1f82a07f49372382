import Foundation

/// Base64 without padding (RFC 4648, sections 3.2, 4 and 5), read strictly: each text has one spelling.
struct Base64: Sendable {
    /// Section 4, as the PHC string format has it.
    static let standard = Base64(last: "+/")
    /// Section 5, for URLs and cookies.
    static let url = Base64(last: "-_")

    private static let none: UInt8 = 0xFF

    private let characters: [UInt8]
    /// By character; ``none`` for those that are not in the alphabet.
    private let values: [UInt8]

    private init(last two: String) {
        characters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789\(two)".utf8)
        var values = [UInt8](repeating: Self.none, count: 256)
        for (value, character) in characters.enumerated() { values[Int(character)] = UInt8(value) }
        self.values = values
    }

    func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        var (buffer, bits): (UInt32, UInt32) = (0, 0)
        for byte in bytes {
            (buffer, bits) = (buffer << 8 | UInt32(byte), bits + 8)
            while bits >= 6 {
                bits -= 6
                text.append(characters[Int(buffer >> bits & 63)])
            }
        }
        if bits > 0 { text.append(characters[Int(buffer << (6 - bits) & 63)]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// - Returns: nil for anything that ``encode(_:)`` would not write.
    func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 3 / 4)
        var (buffer, bits): (UInt32, UInt32) = (0, 0)
        for character in text.utf8 {
            let value = values[Int(character)]
            guard value != Self.none else { return nil }
            (buffer, bits) = (buffer << 6 | UInt32(value), bits + 6)
            guard bits >= 8 else { continue }
            bits -= 8
            bytes.append(UInt8(truncatingIfNeeded: buffer >> bits))
        }
        // What is left over of the last character is no whole one, and nothing but zeros.
        guard bits < 6, buffer & (1 << bits - 1) == 0 else { return nil }
        return bytes
    }
}
