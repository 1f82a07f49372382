import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct ByteCountTests {
    @Test(arguments: [
        (0, "0 B"), (1023, "1023 B"), (1024, "1 KB"), (64 * 1024, "64 KB"), (1024 * 1024, "1 MB"),
        (5 * 1024 * 1024, "5 MB"),
    ])
    func `a number of bytes is written short`(bytes: Int, expected: String) {
        #expect(ByteCount.text(bytes) == expected)
    }
}
