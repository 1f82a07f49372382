import Foundation
import HTTP
import Subprocess
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct GzipTests {
    private static let path = "/static/roost.css"

    @Test func `a style sheet is sent compressed to who takes it`() async throws {
        try await withSite { site in
            let plain = try await site.request("GET", Self.path)
            let small = try await site.request("GET", Self.path, ["Accept-Encoding": "deflate, gzip;q=0.5"])
            #expect(small["Content-Encoding"] == "gzip" && plain["Content-Encoding"] == nil)
            #expect(small["Vary"] == "Accept-Encoding" && plain["Vary"] == "Accept-Encoding")
            #expect(small["Content-Type"] == plain["Content-Type"])
            #expect(small.body.count < plain.body.count / 2)
            #expect(try await Self.unzipped(small.body) == plain.body)
        }
    }

    @Test func `each form has a tag of its own`() async throws {
        try await withSite { site in
            let plain = try #require(try await site.request("GET", Self.path)["ETag"])
            let small = try #require(try await site.request("GET", Self.path, ["Accept-Encoding": "gzip"])["ETag"])
            #expect(plain != small)
            let known = try await site.request("GET", Self.path, ["Accept-Encoding": "gzip", "If-None-Match": small])
            #expect(known.status == 304 && known["Vary"] == "Accept-Encoding" && known["Content-Encoding"] == nil)
            #expect(try await site.request("GET", Self.path, ["If-None-Match": small]).status == 200)
        }
    }

    @Test(arguments: [
        ("gzip", true), ("br, GZIP", true), ("gzip ; q=0.001", true), ("gzip;q=0", false), ("gzip; q=0.000", false),
        ("gzip;q=x", false), ("xgzip", false), ("*", false), ("identity", false), ("", false),
    ])
    func `gzip is taken where it is named and not refused`(header: String, isTaken: Bool) {
        #expect(Request.sample(headers: [(.acceptEncoding, header)]).takesGzip == isTaken)
    }

    @Test func `someone who says nothing gets it plain`() {
        #expect(!Request.sample().takesGzip)
    }

    private static func unzipped(_ bytes: [UInt8]) async throws -> [UInt8] {
        let result = try await Subprocess.run(
            .name("gzip"), arguments: ["-d", "-c"], input: .array(bytes), output: .bytes(limit: 16 * 1024 * 1024))
        return result.standardOutput
    }
}
