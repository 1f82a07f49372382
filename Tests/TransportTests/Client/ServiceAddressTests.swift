import Testing

@testable import Transport

struct ServiceAddressTests {
    @Test(
        arguments: [
            ("unix:/run/clamav/clamd.ctl", .unix(path: "/run/clamav/clamd.ctl")),
            ("127.0.0.1:3310", .tcp(host: "127.0.0.1", port: 3310)), ("[::1]:3310", .tcp(host: "::1", port: 3310)),
            ("clamav:3310", .tcp(host: "clamav", port: 3310)),
        ] as [(String, ServiceAddress)])
    func `an address is a path or a host with a port`(text: String, address: ServiceAddress) {
        #expect(ServiceAddress(text) == address)
        #expect(address.description == text)
    }

    @Test(arguments: [
        "", "clamav", "clamav:", ":3310", "clamav:0", "clamav:65536", "clamav:port", "::1:3310", "[127.0.0.1]:3310",
        "[]:3310", "tcp://clamav:3310", "a host:3310", "unix:", "unix:clamd.ctl",
        "unix:/" + String(repeating: "a", count: 103),
    ])
    func `anything else is none`(text: String) {
        #expect(ServiceAddress(text) == nil)
    }
}
