import Testing

@testable import Media

struct PixelLimitTests {
    @Test func `fifty megapixels pass`() throws {
        let header = try ImageHeader.read(bytes: ImageBytes.png(width: 10_000, height: 5_000))
        #expect(header.width * header.height == ImageHeader.defaultPixelLimit)
    }

    @Test func `one pixel more is refused`() {
        // 50,000,001 = 3 * 16,666,667.
        let bytes = ImageBytes.png(width: 3, height: 16_666_667)
        #expect(throws: ImageRejected.tooManyPixels(width: 3, height: 16_666_667, limit: 50_000_000)) {
            try ImageHeader.read(bytes: bytes)
        }
    }

    @Test(arguments: [
        ImageBytes.gif(width: 65_535, height: 65_535), ImageBytes.jpeg(width: 65_535, height: 65_535),
        ImageBytes.png(width: 65_535, height: 65_535), ImageBytes.webpExtended(width: 65_535, height: 65_535),
    ])
    func `the largest square of sixteen bits is refused`(bytes: [UInt8]) {
        #expect(throws: ImageRejected.tooManyPixels(width: 65_535, height: 65_535, limit: 50_000_000)) {
            try ImageHeader.read(bytes: bytes)
        }
    }

    @Test func `the largest sides of each format do not overflow`() {
        let side = 0x7FFF_FFFF
        #expect(throws: ImageRejected.tooManyPixels(width: side, height: side, limit: .max / 4)) {
            try ImageHeader.read(bytes: ImageBytes.png(width: side, height: side), pixelLimit: .max / 4)
        }
        #expect(throws: ImageRejected.tooManyPixels(width: 1 << 24, height: 1 << 24, limit: 50_000_000)) {
            try ImageHeader.read(bytes: ImageBytes.webpExtended(width: 1 << 24, height: 1 << 24))
        }
    }

    @Test func `the limit can be set`() throws {
        let bytes = ImageBytes.gif(width: 10, height: 10)
        #expect(try ImageHeader.read(bytes: bytes, pixelLimit: 100).width == 10)
        #expect(throws: ImageRejected.tooManyPixels(width: 10, height: 10, limit: 99)) {
            try ImageHeader.read(bytes: bytes, pixelLimit: 99)
        }
    }
}
