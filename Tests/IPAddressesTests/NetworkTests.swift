import Testing

@testable import IPAddresses

struct NetworkTests {
    private func contains(_ network: String, _ address: String) throws -> Bool {
        try #require(Network(network)).contains(#require(IPAddress(address)))
    }

    @Test(arguments: [
        ("10.0.0.0/8", "10.255.255.255"), ("192.0.2.128/25", "192.0.2.128"), ("192.0.2.0/31", "192.0.2.1"),
        ("0.0.0.0/0", "203.0.113.9"), ("fd00::/8", "fdff::1"), ("2001:db8::/33", "2001:db8:7fff::"),
        ("::/0", "2001:db8::"),
        ("::1/128", "::1"), ("192.0.2.7/32", "192.0.2.7"),
    ])
    func `a network contains the addresses with its first bits`(network: String, address: String) throws {
        #expect(try contains(network, address))
    }

    @Test(arguments: [
        ("10.0.0.0/8", "11.0.0.0"), ("192.0.2.128/25", "192.0.2.127"), ("192.0.2.0/31", "192.0.2.2"),
        ("fd00::/8", "fc00::1"), ("2001:db8::/33", "2001:db8:8000::"), ("::1/128", "::2"),
        ("192.0.2.7/32", "192.0.2.6"),
    ])
    func `a network does not contain others`(network: String, address: String) throws {
        #expect(try !contains(network, address))
    }

    @Test(arguments: [("0.0.0.0/0", "::1"), ("::/0", "192.0.2.1")])
    func `a network of one family contains nothing of the other`(network: String, address: String) throws {
        #expect(try !contains(network, address))
    }

    @Test func `a network of IPv4 contains an address that IPv6 carries`() throws {
        #expect(try contains("10.0.0.0/8", "::ffff:10.1.2.3"))
    }

    @Test(arguments: [("192.0.2.7", "192.0.2.7/32"), ("2001:db8::7", "2001:db8::7/128")])
    func `an address alone is a network of one`(address: String, network: String) {
        #expect(Network(address)?.description == network)
    }

    @Test func `bits behind the prefix do not matter`() throws {
        #expect(try contains("10.1.2.3/8", "10.200.0.1"))
    }

    @Test(arguments: [
        "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/", "/8", "", "10.0.0.0/8/8", "10.0.0.0/a",
        "10.0.0.0/ 8", "10/8", "10.0.0.0/99999999999999999999", "10.0.0.0/255.0.0.0", "::ffff:0:0/96",
    ])
    func `anything else is no network`(text: String) {
        #expect(Network(text) == nil)
    }

    @Test(arguments: [
        ("192.0.2.77", 24, "192.0.2.0/24"), ("192.0.2.77", 0, "0.0.0.0/0"), ("192.0.2.77", 32, "192.0.2.77/32"),
        ("192.0.2.255", 26, "192.0.2.192/26"), ("2001:db8:1:2ff::1", 56, "2001:db8:1:200::/56"),
        ("::ffff:192.0.2.77", 24, "192.0.2.0/24"), ("192.0.2.77", 56, "192.0.2.77/32"),
    ])
    func `the network around an address has its other bits zero`(
        address: String, prefixLength: Int, network: String
    ) throws {
        let address = try #require(IPAddress(address))
        #expect(Network(of: address, prefixLength: prefixLength).description == network)
    }

    @Test func `networks around two of its addresses are equal`() throws {
        let networks = try ["192.0.2.1", "192.0.2.200"].map {
            Network(of: try #require(IPAddress($0)), prefixLength: 24)
        }
        #expect(Set(networks).count == 1)
    }
}
