import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct LogTests {
    @Test func `every request is one log line`() async throws {
        try await withSite { site in
            let reply = try await site.request("GET", "/login?next=%2Fprofile&secret=x")
            let lines = try await site.log.requests(count: 1)
            #expect(lines.count == 1)
            let metadata = try #require(lines.first?.metadata)
            #expect(metadata["method"] == "GET")
            #expect(metadata["path"] == "/login")
            #expect(metadata["status"] == "200")
            #expect(metadata["request"] == reply["X-Request-ID"])
            #expect(metadata["address"] == "127.0.0.1")
            #expect(metadata["bytes"] == reply["Content-Length"])
            #expect(metadata["ms"].flatMap(Double.init) != nil)
            #expect(metadata["user"] == nil)
        }
    }

    @Test func `someone who is signed in is named by number`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            try await browser.get("/profile")
            let line = try await site.log.requests(count: 4).last
            #expect(line?.metadata["path"] == "/profile")
            #expect(line?.metadata["user"] == "1")
        }
    }

    @Test func `refusals are logged as requests and not as errors`() async throws {
        try await withSite { site in
            _ = try await site.request("GET", "/nowhere")
            _ = try await site.request("PUT", "/login")
            _ = try await site.post("/login", "username=%")
            _ = try await site.request("POST", "/login", ["Sec-Fetch-Site": "cross-site"])
            let statuses = try await site.log.requests(count: 4).compactMap { $0.metadata["status"] }
            #expect(statuses == ["404", "405", "400", "403"])
            #expect(site.log.entries(from: .warning).isEmpty)
        }
    }

    /// Goes the whole way of a person through the site, and gives every secret that was used.
    private func wholeJourney(_ site: TestSite) async throws -> [String] {
        let second = "another-secret-phrase"
        let browser = try await site.member(nickname: "Secret-Nickname")
        var secrets = [TestSite.password, "correct+horse+battery", "Secret-Nickname", second, "wrong-secret-guess"]
        secrets.append(try #require(browser.sessionToken))
        try await Browser(site).signIn("alice", password: "wrong-secret-guess", on: "/login?next=%2Fsecret-next")
        let other = try await site.device(remember: true)
        secrets += [try #require(other.sessionToken), "secret-next", "secret-query"]
        try await browser.get("/nowhere?secret-query=1")
        try await browser.rename(to: "Secret-Nickname 2")
        try await browser.upload(try Picture.png.bytes, name: "secret-file.png")
        let change = ["current_password": TestSite.password, "new_password": second]
        try await browser.submit("/profile/password", on: "/profile", change)
        secrets += [try #require(browser.sessionToken), try #require(browser.cookies["known_device"]), "secret-file"]
        try await browser.submit("/profile/delete", on: "/profile/delete", ["password": "wrong-secret-guess"])
        try await browser.submit("/profile/delete", on: "/profile/delete", ["password": second])
        return secrets
    }

    @Test func `no secret is ever written down`() async throws {
        try await withSite { site in
            let secrets = try await wholeJourney(site)
            let requests = try await site.log.requests(count: 20)
            #expect(requests.count >= 20)
            for secret in secrets {
                #expect(!site.log.entries.contains { $0.text.contains(secret) }, "\(secret)")
            }
        }
    }

    @Test func `the token of a reset link is not written down`() async throws {
        try await withSite { site in
            _ = try await site.member()
            let path = try await site.resetPath(of: "alice")
            let token = String(path.dropFirst("/reset/".count))
            let browser = Browser(site)
            try await browser.submit(path, on: path, ["new_password": "short"])
            for wrong in [path + "x", String(path.dropLast()), path + "/", path + "?a=b"] {
                try await browser.get(wrong)
            }
            _ = try await site.request("PUT", path)
            try await browser.submit(path, on: path, ["new_password": "a wholly different phrase"])
            let lines = try await site.log.requests(count: 11)
            #expect(lines.count { $0.metadata["path"] == "/reset/:token" } == 9)
            #expect(!site.log.entries.contains { $0.text.contains(token.prefix(20)) })
        }
    }

    @Test func `a token is not written down in any path`() async throws {
        try await withSite { site in
            _ = try await site.member()
            let path = try await site.resetPath(of: "alice")
            let token = String(path.dropFirst("/reset/".count))
            let encoded = token.utf8.map { "%" + String($0, radix: 16) }.joined()
            let paths = [
                "//reset/\(token)", "/Reset/\(token)", "/\(token)", "/static/\(token)", "/a/\(token)/b", "/a.\(token))",
                "/./reset/\(encoded)", "/reset\(token.dropLast(3))", "http://roost.test:8080//reset/\(token)",
            ]
            for path in paths { _ = try await site.request("GET", path) }
            let lines = try await site.log.requests(count: paths.count + 2).suffix(paths.count)
            #expect(lines.allSatisfy { $0.metadata["path"]?.contains(":token") == true })
            #expect(
                !site.log.entries.contains {
                    $0.text.contains(token.prefix(20)) || $0.text.contains(encoded.prefix(60))
                })
        }
    }

    @Test(arguments: [
        "/avatars/00112233445566778899aabbccddeeff0011223344556677-128.webp", "/a/b//c/", "/",
        "/rooms/12-the-garden-party-of-the-year-and-all-after-it",
        "/rooms/%E6%9D%B1%E4%BA%AC%E6%9D%B1%E4%BA%AC%E6%9D%B1",
    ])
    func `a path without a token is written down`(path: String) {
        #expect(RequestLog.withoutSecret(path) == path)
    }

    @Test func `a path cannot break the line`() {
        let path = "/a\u{1B}[31m\u{7}\u{B}\u{85}\u{2028}é%0a\u{202E}b"
        #expect(RequestLog.printable(path) == "/a?[31m?????%0a?b")
    }

    @Test func `a malformed request is logged with its status and address`() async throws {
        try await withSite(.served) { site in
            _ = try await site.exchangeToEnd(Array("GET /\u{1B}[31m HTTP/1.1\r\nHost: x\r\n\r\n".utf8))
            let line = try #require(try await site.log.requests(count: 1).first?.metadata)
            #expect(line["status"] == "400")
            #expect(line["path"] == "")
            #expect(line["address"] == "127.0.0.1")
        }
    }

    @Test func `a long path is cut`() async throws {
        try await withSite { site in
            _ = try await site.request("GET", "/" + String(repeating: "a", count: 5000))
            #expect(try await site.log.requests(count: 1).first?.metadata["path"]?.count == 200)
        }
    }
}
