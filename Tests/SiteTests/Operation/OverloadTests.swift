import TestSupport
import Testing

@testable import SiteTestSupport

/// More to do than the site can keep up with.
@Suite struct OverloadTests {
    /// Keeps the one worker of the hashing queue busy for as long as `body` takes.
    private func whileHashing(_ site: TestSite, _ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            let hashing = site.hashing
            let flag = Flag()
            group.addTask { try await hashing.run { flag.wait() } }
            try await waitUntil("the worker is busy") { hashing.load > 0 }
            defer { flag.set() }
            try await body()
        }
    }

    @Test func `a request that cannot be served now gets a time to try again`() async throws {
        try await withSite(SiteOptions(hashingDepth: 0)) { site in
            let browser = try await site.member()
            try await browser.signOut()
            try await whileHashing(site) {
                for reply in [try await browser.signIn("alice"), try await Browser(site).signUp("bob")] {
                    #expect(reply.status == 503)
                    #expect(reply["Retry-After"] == "5")
                    #expect(reply.document.first("h1")?.text == "The site is busy")
                }
                #expect(try await site.request("GET", "/login").status == 200)
            }
            #expect(site.log.entries(from: .error).isEmpty)
            #expect(try await browser.signIn("alice").path == "/dashboard")
        }
    }

    @Test func `a busy site does not count as a wrong guess`() async throws {
        try await withSite(SiteOptions(hashingDepth: 0)) { site in
            _ = try await site.member()
            try await whileHashing(site) {
                for _ in 0..<5 { try await Browser(site).signIn("alice") }
            }
            let reply = try await Browser(site).signIn("alice")
            #expect(reply.path == "/dashboard")
        }
    }

    private func signIn(_ site: TestSite) -> [UInt8] {
        var request = WireRequest(method: "POST", path: "/login")
        request.headers["Content-Type"] = "application/x-www-form-urlencoded"
        request.body = Array("username=alice&password=wrong-password".utf8)
        return request.bytes(host: site.host)
    }

    @Test func `a full queue is a page that says when to try again`() async throws {
        var options = SiteOptions.served
        (options.limits.requests, options.limits.waitingRequests) = (1, 0)
        try await withSite(options) { site in
            let waiting = try await site.connect()
            try await whileHashing(site) {
                let before = site.hashing.load
                try await waiting.send(signIn(site))
                try await waitUntil("the sign-in waits for the worker") { site.hashing.load > before }
                let reply = try await site.request("GET", "/login")
                #expect(reply.status == 503)
                #expect(reply["Retry-After"] == "5")
                #expect(reply.document.first("h1")?.text == "The site is busy")
            }
            #expect(try await waiting.readReply().status == 422)
            #expect(try await site.request("GET", "/login").status == 200)
        }
    }

    @Test func `only people who sign in wait`() async throws {
        try await withSite(.served) { site in
            var waiting: [RawConnection] = []
            try await whileHashing(site) {
                for _ in 0..<20 {
                    let connection = try await site.connect()
                    try await connection.send(signIn(site))
                    waiting.append(connection)
                }
                for _ in 0..<20 { #expect(try await site.request("GET", "/login").status == 200) }
            }
            // Of one account and browser two wait; the others were told at once.
            var statuses: [Int] = []
            for connection in waiting { statuses.append(try await connection.readReply().status) }
            #expect(statuses.sorted() == [422, 422] + Array(repeating: 503, count: 18))
        }
    }
}
