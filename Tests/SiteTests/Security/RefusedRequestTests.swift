import Testing
import Transport

@testable import Site
@testable import SiteTestSupport

/// What never becomes a request is answered with a page of the site.
@Suite struct RefusedRequestTests {
    @Test(arguments: [
        ("GET / HTTP/1.1\r\n\r\n", 400, "That could not be read"),
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "That could not be read"),
        ("GET /\(String(repeating: "a", count: 9000)) HTTP/1.1\r\n", 414, "That address is too long"),
        ("GET / HTTP/1.1\r\nCookie: \(String(repeating: "a", count: 9000))", 431, "Your browser sent too much"),
        ("GET / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n\r\n", 417, "Expectation not supported"),
        ("GET / HTTP/2.0\r\n\r\n", 505, "HTTP version not supported"),
    ])
    func `a defect has a page`(bytes: String, status: Int, heading: String) async throws {
        try await withSite(.served) { site in
            let connection = try await site.connect()
            try await connection.send(Array(bytes.utf8))
            let reply = try await connection.readReply()
            #expect(reply.status == status)
            #expect(reply.document.first("h1")?.text == heading)
            #expect(reply["Connection"] == "close")
            #expect(reply["Content-Security-Policy"]?.hasPrefix("default-src 'none'") == true)
        }
    }

    @Test func `a request that does not arrive in time has a page`() async throws {
        var options = SiteOptions.served
        (options.limits.head, options.limits.body) = (.milliseconds(300), .milliseconds(300))
        try await withSite(options) { site in
            let post = "POST /login HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            for start in [
                "GET / HT", post + "Content-Length: 90\r\n\r\nuser", post + "Transfer-Encoding: chunked\r\n\r\n",
            ] {
                let connection = try await site.connect()
                try await connection.send(Array(start.utf8))
                let reply = try await connection.readReply()
                #expect(reply.status == 408)
                #expect(reply.document.first("h1")?.text == "That took too long")
            }
        }
    }
}
