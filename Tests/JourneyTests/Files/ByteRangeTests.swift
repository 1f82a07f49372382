import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct ByteRangeTests {
    @Test(arguments: [
        ("bytes=0-0", 0..<1), ("bytes=0-", 0..<100), ("bytes=10-19", 10..<20), ("bytes=90-1000", 90..<100),
        ("bytes=-1", 99..<100), ("bytes=-100", 0..<100), ("bytes=-1000", 0..<100), ("BYTES=5-5", 5..<6),
        ("bytes=0-99999999999999999999", 0..<100), ("bytes=-99999999999999999999", 0..<100),
    ])
    func `one range is a part of the file`(value: String, part: Range<Int>) {
        #expect(ByteRange(value, size: 100) == .part(part))
    }

    @Test(arguments: ["bytes=100-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999-"])
    func `one that begins behind the end cannot be met`(value: String) {
        #expect(ByteRange(value, size: 100) == .unsatisfiable)
        #expect(ByteRange("bytes=-5", size: 0) == .unsatisfiable)
    }

    @Test(arguments: [
        "", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-4", "bytes=0-1,3-4", "bytes=1--2", "bytes= 1-2",
        "items=0-1",
        "bytes=+1-2", "bytes=0x1-2", "bytes=1-2-3", "bytes=" + String(repeating: "1", count: 100) + "-",
    ])
    func `anything else is ignored`(value: String) {
        #expect(ByteRange(value, size: 100) == .whole)
    }
}
