import Testing

@testable import Media

struct PNGAndWebPHeaderTests {
    @Test(arguments: [
        ImageBytes.png(width: 9, height: 9, length: 12), ImageBytes.png(width: 9, height: 9, length: -1),
        ImageBytes.png(width: 9, height: 9, type: "CgBI"),
    ])
    func `a PNG that does not start with IHDR is damaged`(bytes: [UInt8]) {
        #expect(throws: ImageRejected.damaged) { try ImageHeader.read(bytes: bytes) }
    }

    @Test(arguments: [(0x8000_0000, 1), (1, 0xFFFF_FFFF)])
    func `a PNG side above the range of the format is damaged`(width: Int, height: Int) {
        #expect(throws: ImageRejected.damaged) {
            try ImageHeader.read(bytes: ImageBytes.png(width: width, height: height))
        }
    }

    @Test func `the scaling bits of VP8 are no part of the size`() throws {
        let header = try ImageHeader.read(bytes: ImageBytes.webpLossy(width: 640 | 1 << 14, height: 480 | 3 << 14))
        #expect(header == ImageHeader(format: .webp, width: 640, height: 480))
    }

    @Test(arguments: [
        ImageBytes.webpLossy(width: 9, height: 9, frameTag: 0x11),
        ImageBytes.webpLossy(width: 9, height: 9, startCode: [0x9D, 0x01, 0x2B]),
        ImageBytes.webpLossless(width: 9, height: 9, version: 1),
        ImageBytes.webpLossless(width: 9, height: 9, signature: 0x2E),
    ])
    func `a WebP that breaks the rules of its codec is damaged`(bytes: [UInt8]) {
        #expect(throws: ImageRejected.damaged) { try ImageHeader.read(bytes: bytes) }
    }

    @Test(arguments: [("VP8 ", 9), ("VP8L", 4), ("VP8X", 9), ("VP8X", 0)])
    func `a WebP chunk too short for its header is damaged`(type: String, length: Int) {
        let bytes = ImageBytes.webp(type, [UInt8](repeating: 0x2F, count: 40), length: length)
        #expect(throws: ImageRejected.damaged) { try ImageHeader.read(bytes: bytes) }
    }

    @Test(arguments: ["EXIF", "ALPH", "vp8 ", "VP8M"])
    func `a WebP that starts with another chunk is damaged`(type: String) {
        let bytes = ImageBytes.webp(type, [UInt8](repeating: 0, count: 40))
        #expect(throws: ImageRejected.damaged) { try ImageHeader.read(bytes: bytes) }
    }

    @Test func `the largest WebP sides of fourteen bits are read`() throws {
        let limit = 1 << 30
        let lossless = try ImageHeader.read(
            bytes: ImageBytes.webpLossless(width: 16_384, height: 16_384), pixelLimit: limit)
        #expect(lossless.width == 16_384 && lossless.height == 16_384)
        let lossy = try ImageHeader.read(bytes: ImageBytes.webpLossy(width: 16_383, height: 16_383), pixelLimit: limit)
        #expect(lossy.width == 16_383 && lossy.height == 16_383)
    }
}
