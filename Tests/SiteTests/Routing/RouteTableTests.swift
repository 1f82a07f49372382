import Foundation
import HTTP
import Testing

@testable import Site
@testable import SiteTestSupport

/// Walks the table of routes itself, so that no new line can be forgotten.
@Suite struct RouteTableTests {
    private func table(_ site: TestSite) throws -> [Route] {
        try site.routes()
    }

    private func isSignedInOnly(_ route: Route) -> Bool {
        route.level == .signedIn || route.level == .administrator
    }

    @Test func `the table is the contract`() async throws {
        try await withSite { site in
            let lines = try table(site).map { "\($0.method.rawValue) \($0.pattern)" }
            #expect(Set(lines).count == lines.count)
            #expect(
                Set(lines) == [
                    "GET /", "GET /live", "GET /signup", "POST /signup", "GET /login", "POST /login", "POST /logout",
                    "GET /login/code", "POST /login/code", "GET /profile/two-factor",
                    "POST /profile/two-factor/begin", "POST /profile/two-factor/confirm",
                    "POST /profile/two-factor/codes", "POST /profile/two-factor/disable",
                    "GET /dashboard", "POST /sessions/:id/revoke", "POST /sessions/revoke-others", "GET /profile",
                    "POST /profile/nickname", "POST /profile/preferences", "POST /profile/password",
                    "POST /profile/avatar",
                    "POST /profile/avatar/delete", "POST /profile/avatar/redraw", "GET /profile/delete",
                    "POST /profile/delete",
                    "GET /activity", "POST /activity/:id/confirm", "POST /activity/:id/deny", "POST /profile/export",
                    "GET /reset/:token", "POST /reset/:token", "GET /people", "GET /people/:id",
                    "POST /people/:id/disable", "POST /people/:id/enable", "POST /people/:id/end-sessions",
                    "POST /people/:id/reset-link", "POST /people/:id/promote", "POST /people/:id/demote",
                    "POST /people/:id/remove-two-factor",
                    "GET /avatars/:file", "GET /static/:file", "GET /healthz", "GET /readyz",
                    "GET /rooms", "GET /rooms/new", "POST /rooms/new", "GET /rooms/:room",
                    "POST /rooms/:room/messages", "POST /rooms/:room/join", "POST /rooms/:room/leave",
                    "POST /rooms/:room/level", "POST /rooms/:room/read", "GET /rooms/:room/messages/:number",
                    "POST /rooms/:room/messages/:number/edit", "POST /rooms/:room/messages/:number/delete",
                    "POST /rooms/:room/messages/:number/react", "POST /rooms/:room/messages/:number/pin",
                    "POST /rooms/:room/messages/:number/report", "GET /rooms/:room/pins",
                    "GET /rooms/:room/files", "GET /files", "GET /files/:id/:name", "GET /files/:id/thumbnail",
                    "GET /rooms/:room/members", "POST /rooms/:room/members",
                    "POST /rooms/:room/members/:user/remove", "POST /rooms/:room/members/:user/role",
                    "GET /rooms/:room/settings", "POST /rooms/:room/settings", "POST /rooms/:room/retention",
                    "POST /rooms/:room/archive", "POST /rooms/:room/reopen", "GET /rooms/:room/delete",
                    "POST /rooms/:room/delete",
                    "GET /rooms/:room/live/:keeper", "GET /rooms/:room/recent", "GET /rooms/:room/stream",
                    "GET /rooms/:room/compose", "POST /rooms/:room/compose", "POST /rooms/:room/act",
                    "POST /rooms/:room/view", "GET /rooms/:room/events",
                    "GET /people/:name", "POST /people/:name/message", "POST /people/:name/block",
                    "POST /people/:name/unblock", "GET /rooms/direct", "POST /rooms/direct", "POST /profile/status",
                    "POST /profile/privacy", "GET /healthz/stream",
                    "GET /people/:name/own.css",
                    "GET /mentions", "POST /mentions/read", "GET /search", "GET /reports", "POST /reports/:id/resolve",
                    "GET /audit",
                    "GET /welcome", "POST /language", "GET /join/:token", "POST /join/:token", "GET /invitations",
                    "POST /invitations", "POST /invitations/:id/revoke", "GET /api",
                    "GET /profile/feed", "POST /profile/feed", "POST /profile/feed/revoke", "GET /feeds/:token",
                    "GET /profile/tokens", "POST /profile/tokens", "POST /profile/tokens/:id/revoke",
                    "GET /rooms/:room/hooks", "POST /rooms/:room/hooks", "POST /rooms/:room/hooks/:user/revoke",
                    "GET /rooms/:room/outgoing-hooks", "POST /rooms/:room/outgoing-hooks",
                    "POST /rooms/:room/outgoing-hooks/:id/revoke", "POST /rooms/:room/outgoing-hooks/:id/enable",
                ])
        }
    }

    @Test func `every path has a route`() async throws {
        let patterns = Mirror(reflecting: paths).children.map {
            Mirror(reflecting: $0.value).descendant("pattern") as? String
        }
        try await withSite { site in
            let routed = Set(try table(site).map(\.pattern))
            #expect(Set(patterns) == routed)
        }
    }

    @Test func `only these are open to anyone`() async throws {
        try await withSite { site in
            let open = try table(site).filter { !isSignedInOnly($0) }.map { "\($0.method.rawValue) \($0.pattern)" }
            #expect(
                Set(open) == [
                    "GET /", "GET /signup", "POST /signup", "GET /login", "POST /login", "POST /logout",
                    "GET /login/code", "POST /login/code",
                    "GET /reset/:token", "POST /reset/:token",
                    "GET /avatars/:file", "GET /static/:file", "GET /healthz", "GET /readyz", "POST /language",
                    "GET /healthz/stream",
                    "GET /join/:token", "POST /join/:token", "GET /api", "GET /feeds/:token",
                ])
        }
    }

    @Test func `a stranger's GET of a private page leads to sign-in`() async throws {
        try await withSite { site in
            for route in try table(site) where isSignedInOnly(route) && route.method == .get {
                for method in ["GET", "HEAD"] {
                    let reply = try await site.request(method, "\(route.path())?a=b")
                    #expect(reply.status == 303, "\(method) \(route.pattern)")
                    #expect(reply.location == "/login?next=\(route.path())%3Fa%3Db", "\(method) \(route.pattern)")
                }
            }
        }
    }

    @Test func `a stranger's post to a private page leads to sign-in`() async throws {
        try await withSite { site in
            for route in try table(site) where isSignedInOnly(route) && route.method == .post {
                let reply = try await site.request("POST", route.path(), body: Array("a=b".utf8))
                #expect(reply.status == 303, "\(route.pattern)")
                #expect(reply.location?.hasPrefix("/login?next=/") == true, "\(route.pattern)")
            }
        }
    }

    @Test func `for members the administrators' paths are not found`() async throws {
        try await withSite { site in
            _ = try await site.member("alice")
            let bob = try await site.member("bob")
            #expect(try table(site).count { $0.level == .administrator } > 8)
            for route in try table(site) where route.level == .administrator {
                let path = route.path()
                let reply = route.method == .get ? try await bob.get(path) : try await bob.post(path)
                #expect(reply.status == 404, "\(route.pattern)")
                #expect(reply.document.first("h1")?.text == "Page not found", "\(route.pattern)")
            }
        }
    }

    @Test func `a wrong method gets the allowed ones`() async throws {
        try await withSite { site in
            let table = try table(site)
            for route in table {
                let allowed = Set(table.filter { $0.pattern == route.pattern }.map(\.method.rawValue))
                let told = allowed.union(allowed.contains("GET") ? ["HEAD"] : []).union(["OPTIONS"])
                for method in ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND"] {
                    let reply = try await site.request(method, route.path())
                    #expect(reply.status == 405, "\(method) \(route.pattern)")
                    let allow = reply["Allow"]?.components(separatedBy: ", ") ?? []
                    #expect(Set(allow) == told && allow.count == told.count, "\(method) \(route.pattern)")
                }
            }
        }
    }

    @Test func `OPTIONS lists the allowed methods`() async throws {
        try await withSite { site in
            for route in try table(site) {
                let reply = try await site.request("OPTIONS", route.path())
                #expect(reply.status == 200, "\(route.pattern)")
                #expect(reply["Allow"]?.hasSuffix("OPTIONS") == true, "\(route.pattern)")
                #expect(reply.body.isEmpty)
            }
        }
    }

    @Test func `HEAD answers as GET does, without the body`() async throws {
        try await withSite(.served) { site in
            for route in try table(site) where route.method == .get {
                let get = try await site.request("GET", route.path())
                let connection = try await site.connect()
                let bytes = WireRequest(method: "HEAD", path: route.path(), headers: ["Connection": "close"])
                try await connection.send(bytes.bytes(host: site.host))
                let raw = try await connection.readToEnd()
                #expect(raw.hasSuffix("\r\n\r\n"), "\(route.pattern)")
                let head = try #require(try Reply.parse(Array(raw.utf8), method: "HEAD")).0
                #expect(head.status == get.status, "\(route.pattern)")
                #expect(named(head) == named(get), "\(route.pattern)")
            }
        }
    }

    /// The headers but for those that belong to one request or one connection; how a body is sent is one of these.
    private func named(_ reply: Reply) -> [String] {
        let others = ["x-request-id", "connection", "transfer-encoding"]
        return reply.headers.filter { !others.contains($0.name.lowercased()) }
            .map { "\($0.name): \($0.value)" }.sorted()
    }

    @Test func `a path that takes only posts leads to a page`() async throws {
        try await withSite { site in
            let table = try table(site)
            let pages = Set(table.filter { $0.method == .get }.map(\.pattern))
            for route in table where route.method == .post && !pages.contains(route.pattern) {
                for method in ["GET", "HEAD"] {
                    let reply = try await site.request(method, route.path())
                    #expect(reply.status == 303, "\(route.pattern)")
                    let page = try #require(reply.location, "\(route.pattern)")
                    #expect(try await site.request("GET", page).status < 405, "\(route.pattern) leads to \(page)")
                }
            }
        }
    }
}
