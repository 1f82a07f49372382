import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct RateLimitTests {
    private func fields(_ reply: Reply) -> [String?] { [reply["RateLimit-Policy"], reply["RateLimit"]] }

    @Test func `a post says how many are left, and a refusal when to come again`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember()
            for number in 1...10 {
                let reply = try await alice.post("rooms/1/messages", ["body": "\(number)"])
                #expect(reply.status == 201)
                #expect(fields(reply) == [#""messages";q=10;w=10"#, "\"messages\";r=\(10 - number);t=\(number)"])
            }
            let refused = try await alice.post("rooms/1/messages", ["body": "eleven"])
            #expect(refused.status == 429 && refused.problem == "too-fast" && refused["Retry-After"] == "1")
            #expect(fields(refused) == [#""messages";q=10;w=10"#, #""messages";r=0;t=10"#])
            site.clock.advance(by: 4)
            let invalid = try await alice.post("rooms/1/messages", ["body": ""])
            #expect(invalid.status == 422 && invalid["RateLimit"] == #""messages";r=4;t=6"#)
            // Another person and another kind of change have limits of their own.
            let bob = try await site.apiMember("bob")
            #expect(try await bob.post("rooms/1/messages", ["body": "a"])["RateLimit"] == #""messages";r=9;t=1"#)
            let pin = try await alice.send("PUT", "rooms/1/messages/1/pin")
            #expect(pin.status == 204 && fields(pin) == [#""changes";q=30;w=10"#, #""changes";r=29;t=1"#])
        }
    }

    @Test func `wrong passwords are counted for the network, and the account's own limit is told when it is reached`()
        async throws
    {
        try await withSite { site in
            _ = try await site.apiMember()
            let client = APIClient(site)
            for number in 1...5 {
                let reply = try await client.post("auth/signin", ["username": "alice", "password": "wrong \(number)"])
                #expect(reply.status == 401 && reply["RateLimit-Policy"] == #""sign-ins";q=30;w=3600"#)
                #expect(reply["RateLimit"] == "\"sign-ins\";r=\(30 - number);t=\(number * 120)")
            }
            let refused = try await client.post("auth/signin", ["username": "alice", "password": TestSite.password])
            #expect(refused.status == 429 && refused["Retry-After"] == "30")
            #expect(refused["RateLimit"] == #""sign-ins";r=0;t=600"#)
        }
    }

    @Test func `every operation with a limit says so, and its description as well`() async throws {
        try await withSite { site in
            let client = try await site.apiMember()
            let document = try await APIContract.of(site).document
            let limited = try site.apiRoutes().filter { $0.operation?.limit != nil }
            #expect(Set(limited.compactMap(\.operation?.limit)) == Set(OperationLimit.allCases))
            for route in limited {
                let reply = try await client.send(route.method.rawValue, route.path())
                let name = route.operation?.limit?.rawValue ?? ""
                #expect(reply["RateLimit-Policy"]?.hasPrefix("\"\(name)\";q=") == true, "\(route.pattern)")
                #expect(reply["RateLimit"]?.hasPrefix("\"\(name)\";r=") == true, "\(route.pattern)")
                let described = try #require(DescribedOperation(route))
                let operation = document["paths"]?[described.path]?[route.method.rawValue.lowercased()]
                let headers = operation?["responses"]?["429"]?["headers"]?.members ?? [:]
                #expect(Set(headers.keys) == ["RateLimit", "RateLimit-Policy"] || route.method == .get)
            }
        }
    }

    @Test func `without a token, nothing is said of a person's limit`() async throws {
        try await withSite { site in
            let reply = try await site.request("POST", "/api/v1/rooms", body: Array("{}".utf8))
            #expect(reply.status == 401 && reply["RateLimit"] == nil)
        }
    }

    @Test func `whoever is refused for now is told when to come again`() async throws {
        var options = SiteOptions()
        options.programs = "/nowhere"
        try await withSite(options) { site in
            let client = try await site.apiMember()
            let picture = try await client.send("POST", "users/me/avatar")
            #expect(picture.status == 503 || picture.status == 204)
            #expect(picture.status == 204 || picture["Retry-After"] == "30")
            try site.loseDatabase()
            let ready = try await site.request("GET", "/readyz")
            #expect(ready.status == 503 && ready["Retry-After"] == "30")
        }
    }
}
