import Foundation
import HTTP
import IPAddresses
import Testing

@testable import Site
@testable import SiteTestSupport

/// Targets that name their host: `GET http://host/path`.
@Suite struct TargetOriginTests {
    private static let proxied = SiteOptions(
        publicURL: "https://roost.test", trustedProxies: ["127.0.0.1"].compactMap { Network($0) })

    @Test(arguments: ["http://roost.test:8080/login", "HTTP://Roost.Test:8080/login?a=b"])
    func `a page is there under its whole address, whatever the Host field says`(target: String) async throws {
        try await withSite { site in
            let reply = try await site.request("GET", target, ["Host": "other.test"])
            #expect(reply.status == 200)
        }
    }

    @Test(arguments: [
        "http://other.test/login", "http://roost.test/login", "https://roost.test:8080/login", "http://roost.test:80/",
        "http://roost.test:8080:8080/",
    ])
    func `another site's address is not here, also where the Host field is ours`(target: String) async throws {
        try await withSite { site in
            let reply = try await site.request("GET", target)
            #expect(reply.status == 421)
            #expect(reply.document.first("h1")?.text == "This is another site")
            #expect(reply.text.contains("http://roost.test:8080"))
        }
    }

    @Test func `an address without a path is that of the front page`() async throws {
        try await withSite { site in
            let reply = try await site.request("GET", "http://roost.test:8080")
            let front = try await site.request("GET", "/")
            #expect(reply.status == 200 && reply.text == front.text)
        }
    }

    @Test func `where a proxy says how the client came, the scheme is that of the way from the proxy`() async throws {
        try await withSite(Self.proxied) { site in
            for target in ["http://roost.test/login", "https://roost.test:443/login", "http://roost.test:80/login"] {
                let reply = try await site.request("GET", target, ["X-Forwarded-Proto": "https"])
                #expect(reply.status == 200, "\(target)")
            }
            let plain = try await site.request("GET", "http://roost.test/login", ["X-Forwarded-Proto": "http"])
            #expect(plain.status == 308 && plain.location == "https://roost.test/login")
            #expect(try await site.request("GET", "http://roost.test/login").status == 421)
            let other = try await site.request("GET", "http://other.test/", ["X-Forwarded-Proto": "https"])
            #expect(other.status == 421)
        }
    }

    @Test func `a form of another origin is not let in by a Host field that the target overrules`() async throws {
        try await withSite { site in
            let headers = [
                "Host": "evil.test", "Origin": "http://evil.test", "Content-Type": "application/x-www-form-urlencoded",
            ]
            let reply = try await site.request("POST", "http://roost.test:8080/logout", headers)
            #expect(reply.status == 403)
        }
    }
}

/// The public address as browsers write it.
@Suite struct OriginTests {
    @Test(arguments: [
        ("http://[::1]:8080", "http://[::1]:8080"), ("https://[2001:DB8::1]/", "https://[2001:db8::1]"),
        ("https://roost.test:443", "https://roost.test"), ("http://Roost.Test:80/", "http://roost.test"),
        ("http://roost.test:443", "http://roost.test:443"), ("https://roost.test:8443", "https://roost.test:8443"),
    ])
    func `an origin has brackets around an IPv6 address and no port of its scheme`(url: String, origin: String) throws {
        #expect(try #require(URL(string: url)).origin == origin)
    }

    @Test func `a reset link to an IPv6 address can be followed`() async throws {
        try await withSite(SiteOptions(publicURL: "http://[::1]:8080")) { site in
            let browser = try await site.member()
            _ = try await site.member("bob")
            try await site.accounts.administration.setRole(.administrator, of: 1, by: .commandLine)
            let page = try await browser.submit("/people/2/reset-link", on: "/people/2")
            #expect(page.text.contains("http://[::1]:8080/reset/"))
        }
    }

    @Test func `a form from an IPv6 address is of this site`() async throws {
        try await withSite(SiteOptions(publicURL: "http://[::1]:8080")) { site in
            let headers = ["Content-Type": "application/x-www-form-urlencoded"]
            for (origin, status) in [
                ("http://[::1]:8080", 303), ("http://[::1]:8081", 403), ("http://[::2]:8080", 403),
            ] {
                let reply = try await site.request(
                    "POST", "/logout", headers.merging(["Origin": origin]) { $1 })
                #expect(reply.status == status, "\(origin)")
            }
            let asked = headers.merging(["Origin": "http://[::9]:8080", "Host": "[::9]:8080"]) { $1 }
            #expect(try await site.request("POST", "/logout", asked).status == 303)
        }
    }
}
