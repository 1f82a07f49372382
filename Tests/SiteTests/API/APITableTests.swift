import Foundation
import HTTP
import Testing

@testable import Site
@testable import SiteTestSupport

/// Walks the routes of the API, so that no new line can be forgotten.
@Suite struct APITableTests {
    private func body(of route: Route) -> [UInt8]? { route.method == .get ? nil : Array("{}".utf8) }

    private static let open: Set = [
        "POST /api/v1/auth/signup", "POST /api/v1/auth/signin", "POST /api/v1/auth/signin/code",
        "POST /api/v1/auth/refresh", "GET /.well-known/jwks.json", "GET /api/v1/openapi.json",
        "GET /api/v1/asyncapi.json", "POST /hooks/:token",
    ]

    @Test func `every path has a route, and no two are the same`() async throws {
        let patterns = Mirror(reflecting: apiPaths).children.compactMap {
            Mirror(reflecting: $0.value).descendant("pattern") as? String
        }
        try await withSite { site in
            let routes = try site.apiRoutes()
            #expect(Set(patterns) == Set(routes.map(\.pattern)))
            let lines = routes.map { "\($0.method.rawValue) \($0.pattern)" }
            #expect(Set(lines).count == lines.count)
        }
    }

    @Test func `only these are open to anyone`() async throws {
        try await withSite { site in
            let open = try site.apiRoutes().filter { $0.level == .open }.map { "\($0.method.rawValue) \($0.pattern)" }
            #expect(Set(open) == Self.open)
        }
    }

    @Test func `without a token everything else is refused, also with a cookie`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let cookie = try #require(browser.cookies.header(for: "/api/v1/users/me"))
            for route in try site.apiRoutes() where route.level != .open {
                for headers in [[:], ["Cookie": cookie]] {
                    let reply = try await site.request(
                        route.method.rawValue, route.path(), headers, body: body(of: route))
                    #expect(reply.status == 401, "\(route.pattern)")
                    #expect(reply.problem == "token-needed", "\(route.pattern)")
                    #expect(reply["WWW-Authenticate"] == "Bearer realm=\"roost\"", "\(route.pattern)")
                    #expect(reply["Set-Cookie"] == nil)
                }
            }
        }
    }

    @Test(arguments: ["Basic YTpi", "Bearer", "Bearer ", "Bearer a b", "bearer x.y.z", "Token abc"])
    func `a token that is none is refused as such`(value: String) async throws {
        try await withSite { site in
            let reply = try await site.request("GET", "/api/v1/users/me", ["Authorization": value])
            #expect(reply.status == 401 && reply.problem == "invalid-token")
            #expect(reply["WWW-Authenticate"]?.contains("error=\"invalid_token\"") == true)
        }
    }

    @Test func `a wrong method gets the allowed ones as problem details`() async throws {
        try await withSite { site in
            let table = try site.apiRoutes().filter { $0.pattern.hasPrefix("/api/") }
            for route in table {
                let allowed = Set(table.filter { $0.pattern == route.pattern }.map(\.method.rawValue))
                let told = allowed.union(allowed.contains("GET") ? ["HEAD"] : []).union(["OPTIONS"])
                for method in ["GET", "POST", "PUT", "DELETE", "PATCH", "TRACE"] where !allowed.contains(method) {
                    let reply = try await site.request(method, route.path())
                    #expect(reply.status == 405, "\(method) \(route.pattern)")
                    #expect(reply.problem == "method-not-allowed")
                    #expect(Set(reply["Allow"]?.components(separatedBy: ", ") ?? []) == told)
                }
            }
        }
    }

    @Test func `a body beyond the limit is refused before it is read`() async throws {
        try await withSite { site in
            let client = try await site.apiMember()
            for route in try site.apiRoutes() where route.method != .get && !route.refusesLargeBody {
                let headers = ["Content-Type": "application/json", "Content-Length": "10000000000"]
                let reply = try await client.send(route.method.rawValue, route.path(), headers: headers, body: [])
                #expect(reply.status == 413, "\(route.pattern)")
                #expect(reply.problem == "content-too-large", "\(route.pattern)")
            }
        }
    }

    @Test func `no field is taken that is not described, and every one that is needed is asked for`() async throws {
        try await withSite { site in
            let client = try await site.apiMember()
            for route in try site.apiRoutes() {
                guard let operation = route.operation, !operation.input.isEmpty, !operation.allowsUnknownFields else {
                    continue
                }
                let extra = ["role": "administrator", "id": 1, "is_admin": true] as [String: Any]
                let reply = try await client.send(route.method.rawValue, route.path(), json: extra)
                #expect(reply.status == 422, "\(route.pattern)")
                let needed = operation.input.filter { $0.isRequired && extra[$0.name] == nil }.map(\.name)
                #expect(Set(reply.problemFields).isSuperset(of: needed), "\(route.pattern)")
                #expect(reply.problemFields.contains("is_admin"), "\(route.pattern)")
            }
        }
    }

    @Test func `a room that one may not see does not exist, whatever is asked of it`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            let bob = try await site.apiMember("bob")
            let eve = try await site.apiMember("eve")
            let closed = try await bob.post("rooms", ["name": "Club", "kind": "closed"]).data["id"] as? Int
            let direct = try await bob.post("rooms/direct", ["people": ["alice"]]).data["id"] as? Int
            for room in [closed, direct].compactMap(\.self) {
                try await bob.post("rooms/\(room)/messages", ["body": "Between us."])
            }
            let routes = try site.apiRoutes().filter { $0.pattern.contains(":room") }
            #expect(routes.count > 20)
            for room in [closed, direct, 999].compactMap(\.self) {
                for route in routes {
                    let path = route.path().replacing("1-everyone", with: "\(room)")
                    let reply = try await eve.send(route.method.rawValue, path)
                    #expect(reply.status == 404 && reply.problem == "not-found", "\(route.method) \(path)")
                }
            }
            // An administrator manages closed rooms, and reads none that they are not in.
            for route in routes where ["messages", "changes", "pins"].contains(where: route.pattern.contains) {
                let path = route.path().replacing("1-everyone", with: "\(closed ?? 0)")
                #expect(try await alice.send(route.method.rawValue, path).status == 404, "\(route.method) \(path)")
            }
        }
    }

    @Test func `a field of another type is refused by name`() async throws {
        try await withSite { site in
            let client = try await site.apiMember()
            for route in try site.apiRoutes() where route.operation?.allowsUnknownFields == false {
                for field in route.operation?.input ?? [] {
                    let reply = try await client.send(
                        route.method.rawValue, route.path(), json: [field.name: ["a": 1]])
                    #expect(reply.status == 422, "\(route.pattern)")
                    #expect(reply.problemFields.contains(field.name), "\(route.pattern) \(field.name)")
                }
            }
        }
    }
}
