import Testing

@testable import Site
@testable import SiteTestSupport

/// Requests for a version of what is there (RFC 9110, 13.1).
@Suite struct PreconditionTests {
    private static let avatar = "/avatars/v1-0123456789abcdef.svg"
    private static let tag = "\"v1-0123456789abcdef.svg\""

    @Test(arguments: ["\"other\"", "W/\(tag)", "\"other\", W/\(tag)", "v1-0123456789abcdef.svg", ""])
    func `a picture is not sent to who wants another one`(wanted: String) async throws {
        try await withSite { site in
            let reply = try await site.request("GET", Self.avatar, ["If-Match": wanted])
            #expect(reply.status == 412)
            #expect(reply.document.first("h1")?.text == "Changed in the meantime")
        }
    }

    @Test(arguments: [tag, "*", "\"other\",\(tag)"])
    func `a picture is sent to who wants this one`(wanted: String) async throws {
        try await withSite { site in
            let reply = try await site.request("GET", Self.avatar, ["If-Match": wanted])
            #expect(reply.status == 200)
            let known = ["If-Match": wanted, "If-None-Match": Self.tag]
            #expect(try await site.request("GET", Self.avatar, known).status == 304)
        }
    }

    @Test func `what is not there is missing, not another version`() async throws {
        try await withSite { site in
            let reply = try await site.request("GET", "/avatars/none.svg", ["If-Match": "\"x\""])
            #expect(reply.status == 404)
        }
    }

    @Test func `a style sheet has versions too`() async throws {
        try await withSite { site in
            let reply = try await site.request("GET", "/static/roost.css", ["If-Match": "\"x\""])
            #expect(reply.status == 412)
        }
    }
}
