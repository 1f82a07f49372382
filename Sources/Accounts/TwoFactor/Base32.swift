import Foundation

extension Data {
    private static let base32Alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    /// Base32 without padding (RFC 4648, section 6), as authenticator apps take keys.
    var base32: String {
        var (text, buffer, bits) = ([UInt8](), UInt32(0), 0)
        for byte in self {
            buffer = buffer << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(Self.base32Alphabet[Int(buffer >> UInt32(bits) & 31)])
            }
        }
        if bits > 0 { text.append(Self.base32Alphabet[Int(buffer << UInt32(5 - bits) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }
}

extension String {
    /// The text in groups of `size` characters, which are easier to copy by hand.
    func grouped(by size: Int, separator: String) -> String {
        stride(from: 0, to: count, by: size)
            .map { String(dropFirst($0).prefix(size)) }
            .joined(separator: separator)
    }
}
