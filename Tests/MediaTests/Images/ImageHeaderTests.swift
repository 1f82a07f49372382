import PathKit
import TestSupport
import Testing

@testable import Media

struct ImageHeaderTests {
    @Test(arguments: Sample.all)
    func `format and size are read from a file`(sample: Sample) throws {
        try withTemporaryFolder { folder in
            let path = folder + "upload"
            try sample.bytes.withUnsafeBytes { try path.write(.init($0)) }
            let header = try ImageHeader.read(from: path)
            #expect(header == ImageHeader(format: sample.format, width: 640, height: 480))
        }
    }

    @Test(arguments: Sample.all)
    func `a header cut short at any length is refused`(sample: Sample) {
        for length in 0..<sample.bytes.count {
            let error = #expect(throws: ImageRejected.self) {
                try ImageHeader.read(bytes: Array(sample.bytes.prefix(length)))
            }
            let allowed: [ImageRejected] = length == 0 ? [.empty] : [.unknownFormat, .damaged]
            #expect(error.map(allowed.contains) == true)
        }
    }

    @Test(arguments: Sample.all)
    func `what follows the header does not matter`(sample: Sample) throws {
        let header = try ImageHeader.read(bytes: sample.bytes + [UInt8](repeating: 0xFF, count: 9_000))
        #expect(header.width == 640 && header.height == 480)
    }

    @Test(arguments: Sample.all)
    func `flipped bits give a header or a rejection`(sample: Sample) throws {
        for bit in 0..<sample.bytes.count * 8 {
            var bytes = sample.bytes
            bytes[bit / 8] ^= 1 << (bit % 8)
            try expectHeaderOrRejection(of: bytes)
        }
    }

    @Test(arguments: Sample.all)
    func `random bytes after a signature give a header or a rejection`(sample: Sample) throws {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<2_000 {
            let kept = generator.number(in: 0...sample.bytes.count)
            let noise = (0..<generator.number(in: 0...64)).map { _ in UInt8(generator.number(in: 0...255)) }
            try expectHeaderOrRejection(of: sample.bytes.prefix(kept) + noise)
        }
    }

    @Test func `random bytes are of no known format`() {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<2_000 {
            let bytes = (0..<generator.number(in: 1...200)).map { _ in UInt8(generator.number(in: 0...255)) }
            #expect(throws: ImageRejected.unknownFormat) { try ImageHeader.read(bytes: bytes) }
        }
    }

    @Test(arguments: ["<svg/>", "<!DOCTYPE html>", "%PDF-1.7", "BM000000", "RIFF0000WAVEfmt ", "GIF88a"])
    func `other formats are unknown`(text: String) {
        #expect(throws: ImageRejected.unknownFormat) { try ImageHeader.read(bytes: Array(text.utf8)) }
    }

    @Test func `an empty file is refused as empty`() {
        #expect(throws: ImageRejected.empty) { try ImageHeader.read(bytes: []) }
    }

    @Test(arguments: [(0, 5), (5, 0), (0, 0)])
    func `a side of zero is damage`(width: Int, height: Int) {
        let files = [
            ImageBytes.png(width: width, height: height), ImageBytes.gif(width: width, height: height),
            ImageBytes.jpeg(width: width, height: height), ImageBytes.webpLossy(width: width, height: height),
        ]
        for bytes in files {
            #expect(throws: ImageRejected.damaged) { try ImageHeader.read(bytes: bytes) }
        }
    }

    @Test func `only a few kilobytes of a picture are read`() throws {
        let bytes = ImageBytes.png(width: 1, height: 1) + [UInt8](repeating: 0, count: 1_000_000)
        var window = ByteWindow { offset, count in
            #expect(offset < 64 && count <= ByteWindow.size)
            return Array(bytes.dropFirst(offset).prefix(count))
        }
        _ = try ImageHeader.read(from: &window)
    }

    private func expectHeaderOrRejection(of bytes: [UInt8]) throws {
        do {
            let header = try ImageHeader.read(bytes: bytes)
            #expect(header.width > 0 && header.height > 0)
            #expect(header.width * header.height <= ImageHeader.defaultPixelLimit)
        } catch is ImageRejected {
            return
        }
    }
}
