import Foundation
import HTTP
import IPAddresses
import Testing

@testable import Site
@testable import SiteTestSupport

/// What comes unencrypted to a site with an https address, as far as its proxy tells.
@Suite struct RequireTLSTests {
    private static let options = SiteOptions(
        publicURL: "https://roost.test", trustedProxies: ["127.0.0.1"].compactMap { Network($0) })

    @Test(arguments: ["/login?next=%2Fprofile", "/", "/nowhere"])
    func `a page is at the HTTPS address`(path: String) async throws {
        try await withSite(Self.options) { site in
            let reply = try await site.request("GET", path, ["X-Forwarded-Proto": "http"])
            #expect(reply.status == 308)
            #expect(reply["Location"] == "https://roost.test\(path)")
        }
    }

    /// What the head's parser lets through, and more. A question mark ends a path.
    @Test func `every character of a path and a query becomes part of a valid address`() async throws {
        try await withSite(Self.options) { site in
            for byte in UInt8(0x21)...0x7E {
                let character = String(UnicodeScalar(byte))
                let inPath = character == "?" ? "" : character
                for (path, query) in [("/a\(inPath)b", ""), ("/", "a\(character)b"), ("/\(inPath)", character)] {
                    let location = try #require(await Self.location(path, query, site))
                    let components = try #require(URLComponents(string: location), "\(location)")
                    #expect(location.utf8.allSatisfy { Self.isOfReference($0) }, "\(location)")
                    #expect(components.host == "roost.test" && components.path == path, "\(location)")
                    #expect(components.query ?? "" == query, "\(location)")
                }
            }
        }
    }

    @Test(arguments: [
        ("/%2f%C3%a9", "a=%5B", "/%2f%C3%a9?a=%5B"), ("/%", "%a&%zz", "/%25?%25a&%25zz"), ("//evil", "", "//evil"),
        ("/a[b]", "a[b]=c", "/a%5Bb%5D?a%5Bb%5D=c"),
    ])
    func `what is encoded stays so, and a percent sign that encodes nothing becomes so`(
        path: String, query: String, expected: String
    ) async throws {
        try await withSite(Self.options) { site in
            #expect(await Self.location(path, query, site) == "https://roost.test\(expected)")
        }
    }

    private static func location(_ path: String, _ query: String, _ site: TestSite) async -> String? {
        let request = IncomingRequest(
            path: path, query: query, fields: RequestFields([(.xForwardedProto, "http")]), peer: Peer("127.0.0.1"))
        return await site.inner.respond(to: request).fields[.location]
    }

    /// RFC 3986, appendix A.
    private static func isOfReference(_ byte: UInt8) -> Bool {
        Character(UnicodeScalar(byte)).isASCII && !"\"#<>[\\]^`{|} ".utf8.contains(byte)
    }

    @Test func `a form is refused`() async throws {
        try await withSite(Self.options) { site in
            let headers = ["X-Forwarded-Proto": "http", "Content-Type": "application/x-www-form-urlencoded"]
            let reply = try await site.request("POST", "/login", headers)
            #expect(reply.status == 403)
            #expect(reply.document.first("h1")?.text == "This came unencrypted")
        }
    }

    @Test(arguments: ["https", ""])
    func `what came encrypted or is not known to be unencrypted is served`(scheme: String) async throws {
        try await withSite(Self.options) { site in
            let reply = try await site.request("GET", "/login", ["X-Forwarded-Proto": scheme])
            #expect(reply.status == 200)
        }
    }

    @Test func `a client that is no proxy is not believed`() async throws {
        try await withSite(.secure) { site in
            let reply = try await site.request("GET", "/login", ["X-Forwarded-Proto": "http"])
            #expect(reply.status == 200)
        }
    }

    @Test func `a site with a plain address is served plainly`() async throws {
        try await withSite(SiteOptions(trustedProxies: ["127.0.0.1"].compactMap { Network($0) })) { site in
            let reply = try await site.request("GET", "/login", ["X-Forwarded-Proto": "http"])
            #expect(reply.status == 200)
        }
    }
}
