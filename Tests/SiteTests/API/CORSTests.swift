import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct CORSTests {
    private let app = "https://app.example"

    private func preflight(_ site: TestSite, _ path: String, from origin: String) async throws -> Reply {
        try await site.request(
            "OPTIONS", path,
            [
                "Origin": origin, "Access-Control-Request-Method": "POST",
                "Access-Control-Request-Headers": "authorization,content-type",
            ])
    }

    @Test func `by default no page of another origin reads anything`() async throws {
        try await withSite { site in
            for path in ["/api/v1/users/me", "/api/v1/auth/signin"] {
                let reply = try await preflight(site, path, from: app)
                #expect(reply["Access-Control-Allow-Origin"] == nil && reply["Access-Control-Allow-Methods"] == nil)
            }
            let reply = try await site.request("GET", "/api/v1/users/me", ["Origin": app])
            #expect(reply["Access-Control-Allow-Origin"] == nil)
        }
    }

    @Test func `pages of the origins that are named do, errors too, and never with cookies`() async throws {
        var options = SiteOptions()
        options.corsOrigins = [app]
        try await withSite(options) { site in
            let asked = try await preflight(site, "/api/v1/auth/signin", from: app)
            #expect(asked.status == 204 && asked["Access-Control-Allow-Origin"] == app)
            #expect(asked["Access-Control-Allow-Methods"]?.contains("POST") == true)
            for name in ["Authorization", "Last-Event-ID"] {
                #expect(asked["Access-Control-Allow-Headers"]?.contains(name) == true)
            }
            for path in ["/api/v1/users/me", "/api/v1/nothing", "/api/v1/openapi.json"] {
                let reply = try await site.request("GET", path, ["Origin": app])
                #expect(reply["Access-Control-Allow-Origin"] == app && reply["Vary"]?.contains("Origin") == true)
                #expect(reply["Access-Control-Allow-Credentials"] == nil)
                #expect(reply["Access-Control-Expose-Headers"]?.contains("ETag") == true)
            }
        }
    }

    @Test(arguments: [
        "https://app.example.evil.test", "http://app.example", "https://app.example:8443", "https://APP.example",
        "null",
        "https://app.example/", "",
    ])
    func `an origin that only looks like one of them does not`(origin: String) async throws {
        var options = SiteOptions()
        options.corsOrigins = [app]
        try await withSite(options) { site in
            let asked = try await preflight(site, "/api/v1/auth/signin", from: origin)
            #expect(asked["Access-Control-Allow-Origin"] == nil)
            let reply = try await site.request("GET", "/api/v1/users/me", ["Origin": origin])
            #expect(reply["Access-Control-Allow-Origin"] == nil && reply["Vary"]?.contains("Origin") == true)
        }
    }

    @Test func `pages are not opened by it`() async throws {
        var options = SiteOptions()
        options.corsOrigins = [app]
        try await withSite(options) { site in
            for path in ["/", "/api", "/login"] {
                let reply = try await site.request("GET", path, ["Origin": app])
                #expect(reply["Access-Control-Allow-Origin"] == nil)
            }
        }
    }
}
