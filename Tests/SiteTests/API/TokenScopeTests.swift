import Accounts
import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct TokenScopeTests {
    private func token(_ client: APIClient, _ scope: String) async throws -> APIClient {
        let made = try await client.post("users/me/tokens", ["name": "Weather report", "scope": scope, "days": 7])
        try #require(made.status == 201)
        return APIClient(client.site, accessToken: try #require(try made.data["token"] as? String))
    }

    @Test func `a token is good for what it may do, and for nothing else in the whole table`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            for scope in TokenScope.choices {
                let program = try await token(alice, scope.rawValue)
                #expect(try await program.get("users/me").status == 200)
                for route in try site.apiRoutes() where route.level != .open {
                    let operation = try #require(route.operation)
                    guard !scope.covers(operation.scope) else { continue }
                    let reply = try await program.send(route.method.rawValue, route.path())
                    #expect(reply.status == 403 && reply.problem == "scope-needed", "\(route.method) \(route.pattern)")
                    #expect(reply["WWW-Authenticate"]?.contains("insufficient_scope") == true)
                }
            }
        }
    }

    @Test func `no token can change or show the account`() async throws {
        try await withSite { site in
            let account = [
                "auth/", "users/me/export", "users/me/tokens", "users/me/password", "users/me/activity", "admin/",
            ]
            for route in try site.apiRoutes() where route.level != .open && route.pattern != "/api/v1/auth/session" {
                guard account.contains(where: { route.pattern.contains("/api/v1/\($0)") }) else { continue }
                #expect(route.operation?.scope == .full, "\(route.pattern)")
            }
        }
    }

    @Test func `no token deletes a room`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            let room = try #require(try await alice.post("rooms", ["name": "Club"]).location)
            let program = try await token(alice, "write")
            #expect(try await program.delete(room).problem == "scope-needed")
            #expect(try await program.patch(room, ["name": "Beans"]).status == 200)
            // Nor all messages that are older than a day.
            let shorter: [String: Any] = ["name": "Peas", "retention": "days", "days": 1]
            #expect(try await program.patch(room, shorter).problem == "scope-needed")
            let kept = try await program.get(room).data["room"] as? [String: Any]
            #expect(kept?["retention"] as? String == "site" && kept?["name"] as? String == "Beans")
            #expect(try await alice.delete(room).status == 204)
        }
    }

    @Test func `a program posts with a token that writes, and only with that`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            #expect(try await token(alice, "write").post("rooms/1/messages", ["body": "Rain."]).status == 201)
            let refused = try await token(alice, "read").post("rooms/1/messages", ["body": "Rain."])
            #expect(refused.status == 403)
        }
    }

    @Test func `tokens are listed and revoked, and nobody else's are there`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.apiMember("alice"), try await site.apiMember("bob"))
            let program = try await token(alice, "read")
            let id = try #require(try await alice.get("users/me/tokens").list.first?["id"] as? Int)
            #expect(try await bob.get("users/me/tokens").list.isEmpty)
            #expect(try await bob.delete("users/me/tokens/\(id)").status == 404)
            #expect(try await alice.delete("users/me/tokens/\(id)").status == 204)
            #expect(try await program.get("users/me").status == 401)
            for (field, value) in [("name", "" as Any), ("scope", "full"), ("scope", "admin"), ("name", "a\nb")] {
                let reply = try await alice.post(
                    "users/me/tokens", ["name": "Weather", "scope": "read"].merging([field: value]) { $1 })
                #expect(reply.status == 422 && reply.problemFields == [field], "\(field)")
            }
        }
    }

    @Test func `an administrator makes a bot, which has its token only`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            let bob = try await site.apiMember("bob")
            #expect(try await bob.post("admin/bots", ["username": "heron"]).status == 404)
            let made = try await alice.post("admin/bots", ["username": "heron", "nickname": "Heron", "days": 30])
            #expect(made.status == 201)
            let secret = try #require((try made.data["token"] as? [String: Any])?["token"] as? String)
            let heron = APIClient(site, accessToken: secret)
            #expect(try await heron.post("rooms/1/messages", ["body": "A fish!"]).status == 201)
            #expect(try await bob.get("rooms/1/messages").list.last?["body"] as? String == "A fish!")
            let taken = try await alice.post("admin/bots", ["username": "heron"])
            #expect(taken.status == 422 && taken.problemFields == ["username"])
        }
    }

    @Test func `a bot gets a new token, and the one before no longer works`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            let made = try await alice.post("admin/bots", ["username": "heron"]).data
            let id = try #require((made["user"] as? [String: Any])?["id"] as? Int)
            let former = APIClient(
                site, accessToken: try #require((made["token"] as? [String: Any])?["token"] as? String))
            #expect(try await former.get("users/me").status == 200)
            let renewed = try await alice.post("admin/bots/\(id)/token", ["days": 7])
            #expect(renewed.status == 201)
            let heron = APIClient(site, accessToken: try #require(try renewed.data["token"] as? String))
            #expect(try await former.get("users/me").status == 401)
            #expect(try await heron.get("users/me").status == 200)
            #expect(try await heron.post("admin/bots/\(id)/token").status == 403)
            // Not for people, nor for webhooks.
            try await alice.post("rooms/1/hooks", ["name": "Builds"])
            let people = try await alice.get("admin/users").list
            let hook = try #require(people.first { $0["nickname"] as? String == "Builds" })
            #expect(hook["is_app"] as? Bool == true)
            for other in [1, try #require(hook["id"] as? Int), 99] {
                #expect(try await alice.post("admin/bots/\(other)/token").status == 404, "\(other)")
            }
        }
    }

    @Test func `a program does not become an administrator`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            let made = try await alice.post("admin/bots", ["username": "heron"]).data
            let id = try #require((made["user"] as? [String: Any])?["id"] as? Int)
            #expect(try await alice.patch("admin/users/\(id)", ["role": "administrator"]).status == 409)
            #expect(try await alice.patch("admin/users/1", ["role": "member"]).status == 409)
            #expect(try await alice.get("admin/users").status == 200)
        }
    }

    @Test func `a token is made and revoked on its page`() async throws {
        try await withSite { site in
            let browser = try await site.member("alice")
            let refused = try await browser.submit("/profile/tokens", on: "/profile/tokens", ["name": " "])
            #expect(refused.status == 422 && refused.document.error(of: "name") != nil)
            let page = try await browser.submit(
                "/profile/tokens", on: "/profile/tokens", ["name": "Weather", "scope": "write", "days": "30"])
            #expect(page.status == 200)
            let secret = try #require(page.document.all("code").first { $0["class"] == "secret" }?.text)
            let program = APIClient(site, accessToken: secret)
            #expect(try await program.post("rooms/1/messages", ["body": "Rain."]).status == 201)
            let again = try await browser.get("/profile/tokens")
            #expect(!again.text.contains(secret) && again.text.contains("Weather"))
            let form = try #require(again.document.forms.first { $0.action.hasSuffix("/revoke") })
            #expect(try await browser.submit(form).flash == "The token does not work any more.")
            #expect(try await program.get("users/me").status == 401)
        }
    }

    @Test func `a token needs the password where it was given long ago`() async throws {
        try await withSite { site in
            let browser = try await site.member("alice")
            site.clock.advance(by: 901)
            let asked = try await browser.submit("/profile/tokens", on: "/profile/tokens", ["name": "Weather"])
            #expect(asked.status == 403)
            let form = try asked.document.form("/profile/tokens")
            let page = try await browser.submit(form, Form.Input(fields: ["proof": TestSite.password]))
            #expect(page.document.all("code").contains { $0["class"] == "secret" })
        }
    }
}
