import HTTP
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct CookieTests {
    private func value(_ header: String?) -> String? {
        Request.sample(headers: header.map { [(.cookie, $0)] } ?? []).cookie("a")
    }

    @Test(arguments: [
        ("a=1", "1"), ("a=1; b=2", "1"), ("b=2; a=1", "1"), ("b=2;a=1", "1"), ("a=", ""), ("a=x=y=", "x=y="),
        ("aa=2; a=1; a_=3", "1"), ("a=\"1\"", "\"1\""), ("b; a=1", "1"),
    ])
    func `the value is what stands behind the name`(header: String, expected: String) {
        #expect(value(header) == expected)
    }

    @Test(arguments: ["", "b=1", "aa=1", "A=1", "a", "ab", "b=a=1", "=a", ";;;", "a =1"])
    func `without the name there is no cookie`(header: String) {
        #expect(value(header) == nil)
    }

    @Test(arguments: ["a=1; a=2", "a=1; b=2; a=1", "a=1;a=1", "a=; a="])
    func `a name that occurs twice counts as none`(header: String) {
        #expect(value(header) == nil)
    }

    @Test func `no header means no cookie`() {
        #expect(value(nil) == nil)
    }

    @Test func `a cookie is written with its attributes`() {
        let cookie = Cookie(name: "a", value: "1", maxAge: nil)
        #expect(cookie.header(secure: false) == "a=1; Path=/; HttpOnly; SameSite=Lax")
        #expect(cookie.header(secure: true) == "a=1; Path=/; HttpOnly; SameSite=Lax; Secure")
        let lasting = Cookie(name: "a", value: "1", maxAge: 60.9)
        #expect(lasting.header(secure: false) == "a=1; Path=/; HttpOnly; SameSite=Lax; Max-Age=60")
    }

    @Test func `a session cookie that comes twice signs nobody in`() async throws {
        try await withSite { site in
            let token = try #require(try await site.member().sessionToken)
            let once = try await site.request("GET", "/dashboard", ["Cookie": "session_token=\(token)"])
            let cookies = "session_token=\(token); session_token=\(token)"
            let twice = try await site.request("GET", "/dashboard", ["Cookie": cookies])
            #expect(once.status == 200 && twice.status == 303)
        }
    }
}
