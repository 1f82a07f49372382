import Testing

@testable import SiteTestSupport

/// A body that a handler does not read must never be taken for the next requests.
@Suite struct SmugglingTests {
    struct Attack: CustomTestStringConvertible, Sendable {
        let method: String
        let path: String
        let type: String

        init(_ method: String, _ path: String, type: String = "application/x-www-form-urlencoded") {
            self.method = method
            self.path = path
            self.type = type
        }

        var testDescription: String { "\(method) \(path)" }
    }

    static let attacks = [
        Attack("POST", "/login"), Attack("POST", "/signup"), Attack("POST", "/logout"),
        Attack("POST", "/login", type: "text/plain"), Attack("POST", "/profile/nickname"),
        Attack("POST", "/profile/avatar", type: Encoding.multipartType), Attack("POST", "/sessions/1/revoke"),
        Attack("POST", "/nowhere"), Attack("POST", "/"), Attack("POST", "/healthz"), Attack("PUT", "/login"),
        Attack("DELETE", "/dashboard"), Attack("TRACE", "/"), Attack("CONNECT", "/"), Attack("PROPFIND", "/"),
        Attack("GET", "/healthz"),
        Attack("GET", "/dashboard"), Attack("GET", "/nowhere"), Attack("GET", "/static/roost.css"),
        Attack("HEAD", "/"), Attack("OPTIONS", "/login"), Attack("OPTIONS", "*"), Attack("POST", "?"),
        Attack("POST", "/%zz"), Attack("POST", "*"),
    ]

    /// With room for the whole body: the sockets are not to close the connection before the site does.
    private static let options = SiteOptions(maxUpload: 5 * 1024 * 1024, server: .reactor)

    /// Four megabytes of requests.
    private static let body: [UInt8] = {
        let request = Array("GET /healthz HTTP/1.1\r\nHost: roost.test\r\n\r\n".utf8)
        return Array(repeatElement(request, count: 4 * 1024 * 1024 / request.count).joined())
    }()

    private func head(_ attack: Attack, _ framing: String) -> [UInt8] {
        let lines = [
            "\(attack.method) \(attack.path) HTTP/1.1", "Host: roost.test:8080", "Content-Type: \(attack.type)",
            framing,
        ]
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    }

    @Test(arguments: attacks)
    func `a declared body gets one response and the connection closes`(attack: Attack) async throws {
        try await withSite(Self.options) { site in
            let bytes = head(attack, "Content-Length: \(Self.body.count)") + Self.body
            let answers = try await site.exchangeToEnd(bytes)
            #expect(answers.answerCount == 1)
            #expect(try await site.request("GET", "/healthz").status == 200)
        }
    }

    @Test(arguments: attacks)
    func `an undeclared body gets one response and the connection closes`(attack: Attack) async throws {
        try await withSite(Self.options) { site in
            let bytes = head(attack, "Transfer-Encoding: chunked") + Encoding.chunked(Self.body)
            let answers = try await site.exchangeToEnd(bytes)
            #expect(answers.answerCount == 1)
        }
    }

    @Test(arguments: attacks)
    func `a signed-in person's body is no different`(attack: Attack) async throws {
        try await withSite(Self.options) { site in
            let cookie = "Cookie: \(try await site.member().cookieHeader)\r\n"
            let declared = head(attack, cookie + "Content-Length: \(Self.body.count)") + Self.body
            let answers = try await site.exchangeToEnd(declared)
            #expect(answers.answerCount == 1)
        }
    }

    /// Bodies up to 64 KB are gathered before a handler has the request; longer ones are read as they come.
    @Test(arguments: [4095, 4096, 4097, 5000, 65_536, 65_537])
    func `at every length the body is never a request`(length: Int) async throws {
        try await withSite(Self.options) { site in
            for path in ["/logout", "/login", "/nowhere"] {
                let bytes = head(Attack("POST", path), "Content-Length: \(length)") + Self.body.prefix(length)
                let last = Array("GET /readyz HTTP/1.1\r\nHost: roost.test\r\nConnection: close\r\n\r\n".utf8)
                let answers = try await site.exchangeToEnd(bytes + last)
                #expect(!answers.contains("ok\n"), "\(path)")
                #expect(answers.answerCount == (answers.contains("ready\n") ? 2 : 1), "\(path)")
            }
        }
    }

    @Test func `the answer says that the connection closes`() async throws {
        try await withSite(Self.options) { site in
            let bytes = head(Attack("POST", "/logout"), "Content-Length: \(Self.body.count)") + Self.body
            let response = try await site.exchangeToEnd(bytes)
            #expect(response.contains("Connection: close\r\n"))
        }
    }

    @Test func `a body with a method that nobody knows is no request either`() async throws {
        try await withSite(Self.options) { site in
            let bytes = head(Attack("BREW", "/healthz"), "Content-Length: 8192") + Self.body.prefix(8192)
            let last = Array("GET /readyz HTTP/1.1\r\nHost: roost.test\r\nConnection: close\r\n\r\n".utf8)
            let answers = try await site.exchangeToEnd(bytes + last)
            #expect(answers.hasPrefix("HTTP/1.1 405"))
            #expect(answers.answerCount == 2)
            #expect(answers.hasSuffix("ready\n"))
        }
    }
}
