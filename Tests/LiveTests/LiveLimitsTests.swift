import Testing

@testable import Live

struct LiveLimitsTests {
    @Test(arguments: [(10_000, 8_000), (20_000, 16_000), (100, 80), (16, 12), (1, 0)])
    func `streams leave a fifth of the connections to pages`(connections: Int, streams: Int) {
        #expect(LiveLimits(connections: connections).streams == streams)
    }
}
