import Testing

@testable import SiteTestSupport

/// Requests whose body could be taken for more than one length.
@Suite struct FramingTests {
    private func post(_ headers: [String], body: String = "username=a&password=b") -> [UInt8] {
        let lines =
            ["POST /login HTTP/1.1", "Host: roost.test:8080", "Content-Type: application/x-www-form-urlencoded"]
            + headers
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
    }

    /// What a client gets that says nothing more; the page of the form is what an attacker hopes for.
    private func answers(_ site: TestSite, _ bytes: [UInt8]) async throws -> String {
        let connection = try await site.connect()
        try await connection.send(bytes)
        connection.finish()
        return try await connection.readToEnd()
    }

    @Test(arguments: [
        ["Content-Length: x"], ["Content-Length: -1"], ["Content-Length: 21, 21"], ["Content-Length: 0x15"],
        ["Content-Length: 21", "Transfer-Encoding: chunked"], ["Transfer-Encoding: gzip"],
        ["Transfer-Encoding: chunked, gzip"], ["Transfer-Encoding: xchunked"], ["Transfer-Encoding:"],
        ["Content-Length: 99999999999999999999"],
    ])
    func `an unclear length reaches no route`(headers: [String]) async throws {
        try await withSite(.served) { site in
            let answers = try await answers(site, post(headers))
            #expect(answers.hasPrefix("HTTP/1.1 400"))
            #expect(answers.answerCount == 1)
        }
    }

    @Test(arguments: ["Content-Length: +21", "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: chunked, chunked"])
    func `an unclear length that the server passes on is refused`(header: String) async throws {
        try await withSite(.served) { site in
            let body =
                header.hasPrefix("Content") ? "username=a&password=b" : "15\r\nusername=a&password=b\r\n0\r\n\r\n"
            let answers = try await answers(site, post([header], body: body))
            #expect(answers.hasPrefix("HTTP/1.1 400"))
        }
    }

    @Test(arguments: ["zz\r\nusername=a\r\n0\r\n\r\n", "-5\r\nusername=a\r\n0\r\n\r\n", "5\r\nusername=a\r\n0\r\n\r\n"])
    func `broken chunks are the client's fault`(body: String) async throws {
        try await withSite(.served) { site in
            let answers = try await answers(site, post(["Transfer-Encoding: chunked"], body: body))
            #expect(answers.hasPrefix("HTTP/1.1 400"))
            #expect(site.log.entries(from: .error).isEmpty)
        }
    }

    @Test(arguments: [["Content-Length: 9000"], ["Transfer-Encoding: chunked"]])
    func `a client that goes away is no error`(headers: [String]) async throws {
        try await withSite(.served) { site in
            let start = headers[0].hasPrefix("Transfer") ? "1000\r\nusername=" : "username="
            _ = try await answers(site, post(headers, body: start))
            #expect(try await site.request("GET", "/healthz").status == 200)
            #expect(site.log.entries(from: .error).isEmpty)
        }
    }

    @Test(arguments: ["", "GET\r\n\r\n", "GET / HTTP/1.1", "\r\n\r\n", "\u{0}\u{1}\u{2}\r\n\r\n", "GET /\r\n\r\n"])
    func `a malformed request closes the connection and nothing else`(text: String) async throws {
        try await withSite(.served) { site in
            let answers = try await answers(site, Array(text.utf8))
            #expect(answers.answerCount <= 1)
            #expect(try await site.request("GET", "/healthz").status == 200)
        }
    }
}
