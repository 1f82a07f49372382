import Testing

@testable import Roost

struct TarHeaderTests {
    @Test(arguments: [0, 1, 511, 512, 8_589_934_591, 8_589_934_592, 1 << 45])
    func `a header is read as it was written`(size: Int) throws {
        let header = TarHeader(name: "roost.sqlite", size: size)
        let bytes = header.bytes(time: 1_800_000_000)
        #expect(bytes.count == 512)
        #expect(try TarHeader(parsing: bytes) == header)
    }

    @Test func `fields are where POSIX has them`() {
        let bytes = TarHeader(name: "uploads/a", size: 1000).bytes(time: 1_800_000_000)
        func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        #expect(text(0..<10) == "uploads/a\u{0}")
        #expect(text(100..<108) == "0000600\u{0}")
        #expect(text(124..<136) == "00000001750\u{0}")
        #expect(text(136..<148) == "15322351000\u{0}")
        #expect(text(156..<157) == "0")
        #expect(text(257..<265) == "ustar\u{0}00")
    }

    @Test func `files are filled up to whole blocks`() {
        #expect([0, 1, 512, 513].map { TarHeader(name: "a", size: $0).paddedSize } == [0, 512, 512, 1024])
    }

    @Test func `a header whose sum is wrong is none`() {
        for index in [0, 130, 150, 300] {
            var bytes = TarHeader(name: "roost.sqlite", size: 5).bytes(time: 0)
            bytes[index] ^= 1
            #expect(throws: TarHeader.Invalid.self) { try TarHeader(parsing: bytes) }
        }
        #expect(throws: TarHeader.Invalid.self) { try TarHeader(parsing: [1, 2, 3]) }
    }
}
