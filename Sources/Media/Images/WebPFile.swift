import Foundation

/// The chunks of a still WebP file (RFC 9649, 2.3 to 2.7).
struct WebPFile: Hashable, Sendable {
    private struct Chunk: Hashable, Sendable {
        let name: [UInt8]
        let content: Data
    }

    private let chunks: [Chunk]

    /// - Throws: `ImageRejected.damaged` if a chunk is longer than the file.
    init(_ file: Data) throws {
        guard file.starts(with: Array("RIFF".utf8)), file.dropFirst(8).starts(with: Array("WEBP".utf8)) else {
            throw ImageRejected.damaged
        }
        var chunks: [Chunk] = []
        var rest = file.dropFirst(12)
        while !rest.isEmpty {
            guard rest.count >= 8 else { throw ImageRejected.damaged }
            let length = rest.dropFirst(4).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
            guard rest.count - 8 >= length else { throw ImageRejected.damaged }
            chunks.append(Chunk(name: Array(rest.prefix(4)), content: Data(rest.dropFirst(8).prefix(length))))
            rest = rest.dropFirst(8 + length + length % 2)
        }
        self.chunks = chunks
    }

    /// The file with nothing in it but the image: no Exif, XMP, colour profile or unknown chunks. libvips 8.14 writes Exif
    /// even if it is told not to.
    var image: Data {
        let bitstream = chunks.filter { ["VP8 ", "VP8L"].map { Array($0.utf8) }.contains($0.name) }.prefix(1)
        let alpha = chunks.filter { $0.name == Array("ALPH".utf8) }.prefix(1)
        guard !alpha.isEmpty, let header = chunks.first, header.name == Array("VP8X".utf8) else {
            return Self.file(of: Array(bitstream))
        }
        // Transparency is the only feature that is left.
        let features = Chunk(name: header.name, content: [0x10, 0, 0, 0] + header.content.dropFirst(4))
        return Self.file(of: [features] + alpha + bitstream)
    }

    private static func file(of chunks: [Chunk]) -> Data {
        let content = chunks.map { chunk in
            chunk.name + littleEndian(chunk.content.count) + chunk.content + (chunk.content.count % 2 == 0 ? [] : [0])
        }
        let body = Data(Array("WEBP".utf8)) + content.joined()
        return Data(Array("RIFF".utf8)) + littleEndian(body.count) + body
    }

    private static func littleEndian(_ count: Int) -> [UInt8] {
        [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: count >> $0) }
    }
}
