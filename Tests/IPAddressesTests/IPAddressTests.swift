import Testing

@testable import IPAddresses

struct IPAddressTests {
    @Test(
        arguments: [
            ("127.0.0.1", [127, 0, 0, 1]), ("0.0.0.0", [0, 0, 0, 0]), ("255.255.255.255", [255, 255, 255, 255]),
        ] as [(String, [UInt8])])
    func `an IPv4 address is its four bytes`(text: String, bytes: [UInt8]) {
        #expect(IPAddress(text)?.bytes == bytes)
    }

    @Test(arguments: ["::1", "2001:db8::7", "fe80::1234:5678:9abc:def0", "::"])
    func `an IPv6 address is sixteen bytes and reads back as it was written`(text: String) {
        let address = IPAddress(text)
        #expect(address?.bytes.count == 16)
        #expect(address?.isIPv4 == false)
        #expect(address?.description == text)
    }

    @Test(arguments: [
        ("2001:0DB8:0:0:0:0:0:7", "2001:db8::7"), ("0:0:0:0:0:0:0:1", "::1"),
        ("2001:db8::192.0.2.1", "2001:db8::c000:201"),
    ])
    func `the forms of one IPv6 address are equal and written the short way`(long: String, short: String) {
        #expect(IPAddress(long) == IPAddress(short))
        #expect(IPAddress(long)?.description == short)
    }

    @Test(arguments: ["::ffff:192.0.2.1", "::FFFF:c000:201", "0:0:0:0:0:ffff:192.0.2.1"])
    func `an IPv4 address that IPv6 carries is the IPv4 address`(mapped: String) {
        #expect(IPAddress(mapped) == IPAddress("192.0.2.1"))
        #expect(IPAddress(mapped)?.isIPv4 == true)
        #expect(IPAddress(mapped)?.description == "192.0.2.1")
    }

    @Test(arguments: ["::192.0.2.1", "64:ff9b::192.0.2.1", "::fffe:192.0.2.1", "::ff:192.0.2.1", "1::ffff:192.0.2.1"])
    func `other IPv6 addresses with an IPv4 one inside stay IPv6`(text: String) {
        #expect(IPAddress(text)?.isIPv4 == false)
    }

    @Test(arguments: [
        "", " ", "localhost", "1.2.3", "1.2.3.4.5", "256.0.0.1", "1.2.3.-4", "0x7f.0.0.1", "1.2.3.4:80", "[::1]",
        "::1::", ":::", "12345::", "fe80::1%eth0", "1.2.3.4/32", "1.2.3.4,5.6.7.8", "1.2.3.4\n", "１.2.3.4",
    ])
    func `anything else is no address`(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test func `spaces around an address do not matter`() {
        #expect(IPAddress("  192.0.2.1\t") == IPAddress("192.0.2.1"))
    }

    @Test func `what follows a NUL is not ignored`() {
        #expect(IPAddress("192.0.2.1\0.example.org") == nil)
    }
}
