import Testing

@testable import Media

struct JPEGHeaderTests {
    @Test(arguments: [0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF] as [UInt8])
    func `every kind of frame is read`(marker: UInt8) throws {
        try expectSize(of: ImageBytes.jpeg(width: 640, height: 480, frame: marker))
    }

    @Test(arguments: [0xC4, 0xC8, 0xCC] as [UInt8])
    func `tables between the frame markers are passed over`(marker: UInt8) throws {
        try expectSize(
            of: ImageBytes.jpeg(width: 640, height: 480, before: ImageBytes.jpegSegment(marker, count: 30)))
    }

    @Test func `large segments are passed over`() throws {
        let segments = (0..<40).flatMap { _ in ImageBytes.jpegSegment(0xE2, count: 65_533) }
        try expectSize(of: ImageBytes.jpeg(width: 640, height: 480, before: segments))
    }

    @Test func `a frame inside a segment is not taken for the picture's`() throws {
        let thumbnail = ImageBytes.jpeg(width: 16, height: 16)
        let segment = [0xFF, 0xE1] + ImageBytes.big(thumbnail.count + 2, 2) + thumbnail
        try expectSize(of: ImageBytes.jpeg(width: 640, height: 480, before: segment))
    }

    @Test func `as many segments as the limit are walked`() throws {
        let segments = (1..<JPEGHeader.segmentLimit).flatMap { _ in ImageBytes.jpegSegment(0xFE, count: 0) }
        try expectSize(of: ImageBytes.jpeg(width: 640, height: 480, before: segments))
    }

    @Test func `more segments than the limit are refused`() {
        let segments = (0..<JPEGHeader.segmentLimit).flatMap { _ in ImageBytes.jpegSegment(0xFE, count: 0) }
        expectDamage(of: ImageBytes.jpeg(width: 640, height: 480, before: segments))
    }

    @Test func `fill bytes are passed over`() throws {
        let fill = [UInt8](repeating: 0xFF, count: JPEGHeader.fillLimit)
        try expectSize(of: ImageBytes.jpeg(width: 640, height: 480, before: fill))
    }

    @Test func `more fill bytes than the limit are refused`() {
        let fill = [UInt8](repeating: 0xFF, count: JPEGHeader.fillLimit + 1)
        expectDamage(of: ImageBytes.jpeg(width: 640, height: 480, before: fill))
    }

    @Test(arguments: [0, 1])
    func `a length that does not count itself is refused`(length: Int) {
        expectDamage(of: ImageBytes.jpeg(width: 640, height: 480, before: [0xFF, 0xE0] + ImageBytes.big(length, 2)))
    }

    @Test func `a length past the end is refused`() {
        expectDamage(of: ImageBytes.jpeg(width: 640, height: 480, before: [0xFF, 0xE0, 0xFF, 0xFF]))
    }

    @Test func `a length that ends among data is refused`() {
        let segment = ImageBytes.jpegSegment(0xE0, count: 14).enumerated().map { $0 == 3 ? 9 : $1 }
        expectDamage(of: ImageBytes.jpeg(width: 640, height: 480, before: segment))
    }

    @Test(arguments: [0x00, 0xD0, 0xD7, 0xD8, 0xD9, 0xDA] as [UInt8])
    func `a scan or an end before the frame is refused`(marker: UInt8) {
        expectDamage(
            of: ImageBytes.jpeg(width: 640, height: 480, before: ImageBytes.jpegSegment(marker, count: 4)))
    }

    @Test func `a marker without a length is passed over`() throws {
        try expectSize(of: ImageBytes.jpeg(width: 640, height: 480, before: [0xFF, 0x01]))
    }

    @Test func `a frame whose length contradicts its components is refused`() {
        var bytes = ImageBytes.jpeg(width: 640, height: 480, before: [])
        bytes[5] = 16
        expectDamage(of: bytes)
    }

    private func expectSize(of bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) throws {
        let header = try ImageHeader.read(bytes: bytes)
        #expect(
            header == ImageHeader(format: .jpeg, width: 640, height: 480), sourceLocation: sourceLocation)
    }

    private func expectDamage(of bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(throws: ImageRejected.damaged, sourceLocation: sourceLocation) {
            try ImageHeader.read(bytes: bytes)
        }
    }
}
