import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct FormBodyTests {
    static let forms = ["/signup", "/login", "/profile/nickname", "/profile/password", "/profile/delete"]

    private func cookie(for path: String, _ member: Browser) -> String? {
        path.hasPrefix("/profile") ? member.cookieHeader : nil
    }

    @Test func `a declared length over the limit is refused everywhere`() async throws {
        try await withSite { site in
            let member = try await site.member()
            let body = Array(("nickname=" + String(repeating: "x", count: 64 * 1024)).utf8)
            for route in try site.routes() where route.method == .post && route.pattern != "/profile/avatar" {
                let path = route.path()
                let reply = try await site.post(path, body, cookie: member.cookieHeader)
                #expect(reply.status == 413, "\(path)")
                #expect(reply.text.contains("This page takes at most 64 KB."), "\(path)")
                #expect(reply.document.first("h1")?.text == "That is too large", "\(path)")
            }
            #expect(try await member.isSignedIn())
        }
    }

    @Test func `an undeclared length over the limit is refused as it is read`() async throws {
        try await withSite { site in
            let member = try await site.member()
            let body = Array(("nickname=" + String(repeating: "x", count: 64 * 1024)).utf8)
            for path in Self.forms {
                let reply = try await site.postChunked(path, body, cookie: cookie(for: path, member))
                #expect(reply.status == 413, "\(path)")
            }
            #expect(try await member.get("/dashboard").document.first("h1")?.text == "Hello, alice")
        }
    }

    @Test func `a compressed body is refused, and one that says it is not is read`() async throws {
        try await withSite { site in
            for (path, coding, status) in [
                ("/login", "gzip", 415), ("/login", "identity", 422), ("/login", "Identity", 422),
                ("/api/v1/auth/signin", "br", 415),
            ] {
                let type = path == "/login" ? "application/x-www-form-urlencoded" : "application/json"
                let reply = try await site.request(
                    "POST", path, ["Content-Encoding": coding, "Content-Type": type], body: Array("username=a".utf8))
                #expect(reply.status == status, "\(path) \(coding)")
                #expect(status != 415 || reply["Accept-Encoding"] == "identity")
            }
        }
    }

    @Test func `a body of exactly the limit is read`() async throws {
        try await withSite { site in
            let body = Array(("username=" + String(repeating: "x", count: 64 * 1024 - 9)).utf8)
            let (declared, chunked) = (try await site.post("/login", body), try await site.postChunked("/login", body))
            #expect(declared.status == 422 && chunked.status == 422)
            #expect(try await site.post("/login", body + Array("x".utf8)).status == 413)
        }
    }

    @Test func `a form in chunks is read like any other`() async throws {
        try await withSite { site in
            let fields = [(name: "username", value: "alice"), (name: "password", value: TestSite.password)]
            let body = Array(Encoding.urlEncoded(fields).utf8)
            let reply = try await site.postChunked("/signup", body)
            #expect(reply.location == "/welcome")
        }
    }

    static let malformed = [
        "username=%zz", "username=%4", "username=%", "username=%ff", "username=%00", "username=a&username=b",
        "username=a&&password=b", "=a", "username=a&", "\u{FF}", String(repeating: "a&", count: 200),
        String(repeating: "n", count: 101) + "=x",
    ]

    @Test(arguments: forms)
    func `a body that no browser sends is refused`(path: String) async throws {
        try await withSite { site in
            let member = try await site.member()
            for body in Self.malformed where body != "\u{FF}" {
                let reply = try await site.post(path, body, cookie: cookie(for: path, member))
                #expect(reply.status == 400, "\(body.prefix(30))")
                #expect(reply.document.first("h1")?.text == "That could not be read", "\(body.prefix(30))")
            }
            let notText = try await site.post(path, [0x61, 0x3D, 0xFF], cookie: cookie(for: path, member))
            #expect(notText.status == 400)
        }
    }

    @Test(arguments: [
        nil, "", "application/json", "text/plain", "multipart/form-data", Encoding.multipartType,
        "application/x-www-form-urlencodedx", "application/x-www-form-urlencoded, text/plain", "*/*",
    ])
    func `another type is refused`(type: String?) async throws {
        try await withSite { site in
            let reply = try await site.post("/login", "username=alice&password=x", type: type)
            #expect(reply.status == 415)
        }
    }

    @Test(arguments: [
        "application/x-www-form-urlencoded; charset=UTF-8", "Application/X-WWW-Form-URLEncoded",
        "application/x-www-form-urlencoded ;charset=utf-8",
    ])
    func `the type is accepted in every spelling`(type: String) async throws {
        try await withSite { site in
            let reply = try await site.post("/login", "username=alice&password=x", type: type)
            #expect(reply.status == 422)
        }
    }

    @Test func `unknown fields are ignored`() async throws {
        try await withSite { site in
            let body = "username=alice&password=correct+horse+battery&id=7&admin=1&nickname="
            let reply = try await site.post("/signup", body)
            #expect(reply.location == "/welcome")
        }
    }
}
