import HTTP
import IPAddresses
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct ClientTests {
    static let proxies = ["10.0.0.0/8", "192.0.2.1", "fd00::/8"].compactMap { Network($0) }

    private func address(_ peer: String, forwarded: String? = nil) -> String {
        let headers = RequestFields(forwarded.map { [(.xForwardedFor, $0)] } ?? [])
        return Client(peer: Peer(peer), headers: headers, trustedProxies: Self.proxies).address
    }

    @Test(arguments: [
        ("203.0.113.7", "203.0.113.7"), ("::ffff:203.0.113.7", "203.0.113.7"), ("2001:DB8::1", "2001:db8::1"),
    ])
    func `without a proxy the client is the peer`(peer: String, expected: String) {
        #expect(address(peer) == expected)
    }

    @Test(arguments: ["1.2.3.4", "1.2.3.4, 10.0.0.1", "10.0.0.1", "x"])
    func `an untrusted peer is not believed`(forwarded: String) {
        #expect(address("203.0.113.7", forwarded: forwarded) == "203.0.113.7")
    }

    @Test(arguments: [
        ("203.0.113.7", "203.0.113.7"), ("1.2.3.4, 203.0.113.7", "203.0.113.7"),
        ("1.2.3.4,203.0.113.7 , 10.9.9.9", "203.0.113.7"), ("203.0.113.7, 192.0.2.1, 10.0.0.2", "203.0.113.7"),
        ("10.1.1.1, 10.0.0.2", "10.1.1.1"), ("::ffff:203.0.113.7", "203.0.113.7"), ("2001:db8::1", "2001:db8::1"),
        ("1.2.3.4, rubbish", "10.0.0.1"), ("1.2.3.4, rubbish, 10.0.0.2", "10.0.0.2"), ("", "10.0.0.1"),
        ("1.2.3.4, fd00::7", "1.2.3.4"), ("203.0.113.7:4711", "203.0.113.7"),
        ("1.2.3.4, 203.0.113.7:4711, 10.0.0.2:80", "203.0.113.7"), ("[2001:db8::1]", "2001:db8::1"),
        ("[2001:db8::1]:4711, [fd00::7]:80", "2001:db8::1"), ("1.2.3.4, :4711", "10.0.0.1"), ("[", "10.0.0.1"),
    ])
    func `behind proxies the client is the rightmost hop that is not trusted`(forwarded: String, expected: String) {
        #expect(address("10.0.0.1", forwarded: forwarded) == expected)
        #expect(address("::ffff:10.0.0.1", forwarded: forwarded) == expected)
    }

    @Test func `nothing that a client sends along hides its address`() {
        #expect(address("10.0.0.1", forwarded: "\u{E9}\u{301}, 203.0.113.7") == "203.0.113.7")
        #expect(address("10.0.0.1", forwarded: ",,203.0.113.7,,") == "203.0.113.7")
        let many = String(repeating: "10.0.0.2,", count: 5000)
        #expect(address("10.0.0.1", forwarded: many + "203.0.113.7") == "203.0.113.7")
        #expect(address("10.0.0.1", forwarded: "203.0.113.7," + many) == "10.0.0.2")
    }

    @Test func `a trusted peer without the header is the client`() {
        #expect(address("10.0.0.1") == "10.0.0.1")
    }

    @Test(arguments: [
        ("https", "https"), ("HTTP", "http"), ("https, http", "http"), ("http,https ", "https"), ("gopher", nil),
        ("", nil),
    ])
    func `a trusted proxy gives the scheme`(forwarded: String, expected: String?) {
        let headers = RequestFields([(.xForwardedProto, forwarded)])
        let proxy = Peer("10.0.0.1")
        #expect(Client(peer: proxy, headers: headers, trustedProxies: Self.proxies).scheme == expected)
        let stranger = Peer("203.0.113.7")
        #expect(Client(peer: stranger, headers: headers, trustedProxies: Self.proxies).scheme == nil)
    }

    @Test func `a client without an address is unknown`() {
        #expect(address("", forwarded: "1.2.3.4") == "unknown")
        #expect(address("/run/x", forwarded: "1.2.3.4") == "unknown")
    }

    @Test func `a spoofed header does not reach the table of sessions`() async throws {
        try await withSite { site in
            let fields = [(name: "username", value: "alice"), (name: "password", value: TestSite.password)]
            let browser = Browser(site)
            try await browser.post("/signup", fields, headers: ["X-Forwarded-For": "1.2.3.4"])
            let page = try await browser.get("/dashboard").text
            #expect(page.contains("127.0.0.1") && !page.contains("1.2.3.4"))
        }
    }

    @Test func `a trusted proxy's header counts`() async throws {
        let proxy = ["127.0.0.1"].compactMap { Network($0) }
        try await withSite(SiteOptions(trustedProxies: proxy)) { site in
            let fields = [(name: "username", value: "alice"), (name: "password", value: TestSite.password)]
            let browser = Browser(site)
            try await browser.post("/signup", fields, headers: ["X-Forwarded-For": "9.9.9.9, 203.0.113.7"])
            let page = try await browser.get("/dashboard").text
            #expect(page.contains("203.0.113.7") && !page.contains("9.9.9.9"))
        }
    }
}
