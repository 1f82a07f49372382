import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct AdministrationEndpointTests {
    @Test func `for everyone else the paths do not exist`() async throws {
        try await withSite { site in
            _ = try await site.apiMember("alice")
            let bob = try await site.apiMember("bob")
            let routes = try site.apiRoutes().filter { $0.level == .administrator }
            #expect(routes.count > 8)
            for route in routes {
                let reply = try await bob.send(route.method.rawValue, route.path())
                #expect(reply.status == 404 && reply.problem == "not-found", "\(route.pattern)")
            }
        }
    }

    @Test func `an administrator sees, disables, promotes and signs out people`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            let bob = try await site.apiMember("bob")
            let people = try await alice.get("admin/users?limit=1")
            #expect(try people.list.map { $0["username"] as? String } == ["alice"])
            let next = try #require(try people.next)
            for cursor in ["", "Bob", "@bob"] {
                let reply = try await alice.get("admin/users?cursor=\(cursor)")
                #expect(reply.status == 400 && reply.problem == "invalid-cursor", "\(cursor)")
            }
            #expect(try await alice.get("admin/users?cursor=\(next)").list.map { $0["username"] as? String } == ["bob"])
            #expect(try await alice.get("admin/users?q=bo").list.count == 1)
            let id = try #require(try await bob.get("users/me").data["id"] as? Int)
            #expect(try await alice.delete("admin/users/\(id)/sessions").status == 204)
            #expect(try await bob.get("users/me").status == 401)
            #expect(try await alice.patch("admin/users/\(id)", ["disabled": true]).data["is_disabled"] as? Bool == true)
            let refused = try await bob.post("auth/signin", ["username": "bob", "password": TestSite.password])
            #expect(refused.status == 403 && refused.problem == "account-disabled")
            try await alice.patch("admin/users/\(id)", ["disabled": false, "role": "administrator"])
            #expect(try await site.apiDevice(of: "bob").get("admin/users").status == 200)
            #expect(try await alice.post("admin/users/\(id)/reset-link").status == 201)
            #expect(try await alice.patch("admin/users/999", ["role": "member"]).status == 404)
        }
    }

    @Test func `a person is changed in all that was asked, or in nothing`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            let bob = try await site.apiMember("bob")
            let own = try #require(try await alice.get("users/me").data["id"] as? Int)
            let other = try #require(try await bob.get("users/me").data["id"] as? Int)
            // Alone, she has to stay an administrator who can sign in.
            let refused = try await alice.patch("admin/users/\(own)", ["disabled": true, "role": "administrator"])
            #expect(refused.status == 409)
            try await alice.patch("admin/users/\(other)", ["role": "administrator"])
            let person = try await alice.patch("admin/users/\(own)", ["role": "member", "disabled": false])
            #expect(person.status == 200)
            #expect(try person.data["role"] as? String == "member")
            #expect(try await alice.get("admin/users").status == 404)
        }
    }

    @Test func `the last administrator stays one, and a change needs the password again after a while`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            _ = try await site.apiMember("bob")
            #expect(try await alice.patch("admin/users/1", ["role": "member"]).status == 409)
            site.clock.advance(by: 16 * 60)
            try alice.keepTokens(of: try await alice.post("auth/refresh", ["refresh_token": alice.refreshToken ?? ""]))
            let asked = try await alice.patch("admin/users/2", ["disabled": true])
            #expect(asked.status == 403 && asked.problem == "confirmation-needed")
        }
    }

    @Test func `invitations are made, used and taken back`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            let made = try await alice.post("admin/invitations", ["uses": 2, "days": 3])
            #expect(made.status == 201)
            let url = try #require(try made.data["url"] as? String)
            let token = try #require(url.split(separator: "/").last.map(String.init))
            let fields = ["username": "bob", "password": TestSite.password, "invitation": token]
            #expect(try await APIClient(site).post("auth/signup", fields).status == 201)
            let open = try await alice.get("admin/invitations").list
            #expect(open.map { $0["uses_left"] as? Int } == [1])
            #expect(try await alice.delete("admin/invitations/\(open[0]["id"] as? Int ?? 0)").status == 204)
            #expect(try await alice.get("admin/invitations").list.isEmpty)
        }
    }
}
