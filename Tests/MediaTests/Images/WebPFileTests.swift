import Foundation
import Testing

@testable import Media

struct WebPFileTests {
    private func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        Array(name.utf8) + ImageBytes.little(content.count, 4) + content
            + [UInt8](repeating: 0, count: content.count % 2)
    }

    private func file(_ chunks: [UInt8]...) -> Data {
        let body = Array("WEBP".utf8) + chunks.joined()
        return Data(Array("RIFF".utf8) + ImageBytes.little(body.count, 4) + body)
    }

    private func header(_ features: UInt8) -> [UInt8] {
        chunk("VP8X", [features, 0, 0, 0, 9, 0, 0, 9, 0, 0])
    }

    @Test(arguments: ["VP8 ", "VP8L"])
    func `without transparency the picture alone is left`(name: String) throws {
        let (picture, rest) = (chunk(name, [1, 2, 3]), [chunk("ICCP", [4]), chunk("EXIF", [5]), chunk("XMP ", [6])])
        let full = file(header(0x2C), rest[0], picture, rest[1], rest[2], chunk("what", [7]))
        #expect(try WebPFile(full).image == file(picture))
        #expect(try WebPFile(file(picture)).image == file(picture))
    }

    @Test func `with transparency that is left too, and said alone`() throws {
        let (alpha, picture) = (chunk("ALPH", [1]), chunk("VP8 ", [2, 3]))
        let full = file(header(0x3E), chunk("ICCP", [4]), alpha, picture, chunk("EXIF", [5]))
        #expect(try WebPFile(full).image == file(header(0x10), alpha, picture))
    }

    @Test func `a second picture is not left`() throws {
        let pictures = (chunk("VP8 ", [1]), chunk("VP8 ", [2]))
        #expect(try WebPFile(file(pictures.0, pictures.1)).image == file(pictures.0))
    }

    @Test func `a chunk longer than the file is an error`() {
        let whole = file(chunk("VP8 ", [1, 2, 3, 4]))
        for end in [12 + 1, 12 + 7, whole.count - 1] {
            #expect(throws: ImageRejected.damaged) { try WebPFile(whole.prefix(end)) }
        }
        #expect(throws: ImageRejected.damaged) { try WebPFile(Data("RIFF____WAVE".utf8)) }
        #expect(throws: ImageRejected.damaged) { try WebPFile(Data()) }
    }
}
