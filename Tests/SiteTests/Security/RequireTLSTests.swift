import IPAddresses
import Testing

@testable import Site

/// What comes unencrypted to a site with an https address, as far as its proxy tells.
@Suite struct RequireTLSTests {
    private static let options = SiteOptions(
        publicURL: "https://roost.test", trustedProxies: ["127.0.0.1"].compactMap { Network($0) })

    @Test(arguments: ["/login?next=%2Fprofile", "/", "/nowhere"])
    func aPageIsAtTheHTTPSAddress(path: String) async throws {
        try await withSite(Self.options) { site in
            let reply = try await site.request("GET", path, ["X-Forwarded-Proto": "http"])
            #expect(reply.status == 308)
            #expect(reply["Location"] == "https://roost.test\(path)")
        }
    }

    @Test func aFormIsRefused() async throws {
        try await withSite(Self.options) { site in
            let headers = ["X-Forwarded-Proto": "http", "Content-Type": "application/x-www-form-urlencoded"]
            let reply = try await site.request("POST", "/login", headers)
            #expect(reply.status == 403)
            #expect(reply.document.first("h1")?.text == "This came unencrypted")
        }
    }

    @Test(arguments: ["https", ""])
    func whatCameEncryptedOrIsNotKnownToBeUnencryptedIsServed(scheme: String) async throws {
        try await withSite(Self.options) { site in
            let reply = try await site.request("GET", "/login", ["X-Forwarded-Proto": scheme])
            #expect(reply.status == 200)
        }
    }

    @Test func whoIsNoProxyIsNotBelieved() async throws {
        try await withSite(.secure) { site in
            let reply = try await site.request("GET", "/login", ["X-Forwarded-Proto": "http"])
            #expect(reply.status == 200)
        }
    }

    @Test func aSiteWithAPlainAddressIsServedPlainly() async throws {
        try await withSite(SiteOptions(trustedProxies: ["127.0.0.1"].compactMap { Network($0) })) { site in
            let reply = try await site.request("GET", "/login", ["X-Forwarded-Proto": "http"])
            #expect(reply.status == 200)
        }
    }
}
