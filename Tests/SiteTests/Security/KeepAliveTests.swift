import Testing

@testable import SiteTestSupport

@Suite struct KeepAliveTests {
    private func login(_ site: TestSite, length: Int = 30) -> [UInt8] {
        var request = WireRequest(method: "POST", path: "/login")
        request.headers["Content-Type"] = "application/x-www-form-urlencoded"
        request.body = Array(("username=a&password=" + String(repeating: "b", count: length)).utf8)
        return request.bytes(host: site.host)
    }

    @Test(arguments: [30, 5000, 60_000])
    func `a connection is used again after a post`(length: Int) async throws {
        try await withSite(.served) { site in
            let connection = try await site.connect()
            for _ in 0..<3 {
                try await connection.send(login(site, length: length))
                #expect(try await connection.readReply().status == 422)
                try await connection.send(WireRequest(path: "/healthz").bytes(host: site.host))
                #expect(try await connection.readReply().text == "ok\n")
            }
        }
    }

    @Test func `a connection is used again after a post in chunks`() async throws {
        try await withSite(.served) { site in
            let connection = try await site.connect()
            var request = WireRequest(method: "POST", path: "/login")
            request.headers = ["Content-Type": "application/x-www-form-urlencoded", "Transfer-Encoding": "chunked"]
            let body = Array(("username=a&password=" + String(repeating: "b", count: 20_000)).utf8)
            for _ in 0..<2 {
                try await connection.send(request.bytes(host: site.host) + Encoding.chunked(body))
                #expect(try await connection.readReply().status == 422)
            }
        }
    }

    @Test func `a connection is used again after an upload`() async throws {
        try await withSite(.served) { site in
            let cookie = try await site.member().cookieHeader
            let connection = try await site.connect()
            var request = WireRequest(method: "POST", path: "/profile/avatar")
            request.headers = ["Content-Type": Encoding.multipartType, "Cookie": cookie]
            let bytes = try Picture.png.bytes + [UInt8](repeating: 0, count: 20_000)
            request.body = Encoding.multipart([], files: [("avatar", Form.File(name: "a.png", bytes: bytes))])
            try await connection.send(request.bytes(host: site.host))
            #expect(try await connection.readReply().status == 303)
            try await connection.send(WireRequest(path: "/healthz").bytes(host: site.host))
            #expect(try await connection.readReply().text == "ok\n")
        }
    }

    @Test func `requests sent ahead are all answered in order`() async throws {
        try await withSite(.served) { site in
            let connection = try await site.connect()
            let (health, ready) = (WireRequest(path: "/healthz"), WireRequest(path: "/readyz"))
            for _ in 0..<20 {
                try await connection.send(health.bytes(host: site.host) + login(site) + ready.bytes(host: site.host))
            }
            for _ in 0..<20 {
                #expect(try await connection.readReply().text == "ok\n")
                #expect([422, 429].contains(try await connection.readReply().status))
                #expect(try await connection.readReply().text == "ready\n")
            }
        }
    }

    @Test func `a split request is put together`() async throws {
        try await withSite(.served) { site in
            let connection = try await site.connect()
            for byte in WireRequest(path: "/healthz").bytes(host: site.host) { try await connection.send([byte]) }
            #expect(try await connection.readReply().text == "ok\n")
        }
    }
}
