import Testing

@testable import Site

@Suite struct ByteCountTests {
    @Test(arguments: [
        (0, "0 bytes"), (1023, "1023 bytes"), (1024, "1 KB"), (64 * 1024, "64 KB"), (1024 * 1024, "1 MB"),
        (5 * 1024 * 1024, "5 MB"),
    ])
    func aNumberOfBytesIsToldInWords(bytes: Int, expected: String) {
        #expect(ByteCount.text(bytes) == expected)
    }
}
