import Testing

@testable import Live

struct LiveLimitsTests {
    @Test(arguments: [(10_000, 8_000), (20_000, 16_000), (100, 80), (16, 12), (1, 0)])
    func `streams leave a fifth of the connections to pages`(connections: Int, streams: Int) {
        #expect(LiveLimits(connections: connections).streams == streams)
    }

    @Test func `a household counts as one client`() {
        let same = ["2001:db8::1", "2001:db8::ffff:1"].map(HubState.Client.network)
        #expect(same[0] == same[1])
        let others = ["2001:db8:0:1::1", "192.0.2.1", "192.0.2.2"].map(HubState.Client.network)
        #expect(Set(same + others).count == 4)
    }
}
