import Foundation

/// The chunked transfer coding of a response (RFC 9112, 7.1).
package enum ChunkedEncoder {
    /// The last chunk, without trailer fields.
    package static let end = Data("0\r\n\r\n".utf8)

    package static func chunk(_ data: Data) -> Data {
        var chunk = Data(capacity: data.count + 12)
        chunk.append(contentsOf: String(data.count, radix: 16).utf8)
        chunk.append(contentsOf: "\r\n".utf8)
        chunk.append(data)
        chunk.append(contentsOf: "\r\n".utf8)
        return chunk
    }
}
