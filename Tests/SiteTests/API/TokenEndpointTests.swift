import Accounts
import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct TokenEndpointTests {
    @Test func `an account is made, signed in to, renewed and signed out of`() async throws {
        try await withSite { site in
            let client = APIClient(site)
            let made = try await client.post(
                "auth/signup", ["username": "Ada", "nickname": "Ada L.", "password": TestSite.password])
            #expect(made.status == 201 && made["Set-Cookie"] == nil && made["Cache-Control"] == "no-store")
            try client.keepTokens(of: made)
            let user = try #require(try made.data["user"] as? [String: Any])
            #expect(user["username"] as? String == "ada" && user["nickname"] as? String == "Ada L.")
            #expect(try made.data["token_type"] as? String == "Bearer")
            #expect(try made.data["expires_in"] as? Int == 900)

            let me = try await client.get("users/me")
            #expect(try me.status == 200 && me.data["username"] as? String == "ada")
            let old = client.accessToken
            try client.keepTokens(
                of: try await client.post("auth/refresh", ["refresh_token": client.refreshToken ?? ""]))
            #expect(client.accessToken != old)
            #expect(try await client.get("users/me").status == 200)

            #expect(try await client.post("auth/logout").status == 204)
            let gone = try await client.get("users/me")
            #expect(gone.status == 401 && gone.problem == "invalid-token")
            let late = try await client.post("auth/refresh", ["refresh_token": client.refreshToken ?? ""])
            #expect(late.status == 401 && late.problem == "invalid-refresh-token")
        }
    }

    @Test func `what is wrong with a new account is said field by field`() async throws {
        try await withSite { site in
            let client = APIClient(site)
            let reply = try await client.post(
                "auth/signup", ["username": "a", "nickname": "\u{202E}", "password": "x"])
            #expect(reply.status == 422 && reply.problem == "invalid-fields")
            #expect(reply.problemFields == ["username", "nickname", "password"])
            _ = try await site.apiMember()
            let taken = try await client.post("auth/signup", ["username": "alice", "password": TestSite.password])
            #expect(taken.status == 422 && taken.problemFields == ["username"])
        }
    }

    @Test func `who may make an account is the operator's choice here, too`() async throws {
        var options = SiteOptions()
        options.signUp = SignUpRules(policy: .invited)
        try await withSite(options) { site in
            let browser = try await site.member("alice")
            _ = browser
            let client = APIClient(site)
            let fields = ["username": "bob", "password": TestSite.password]
            let refused = try await client.post("auth/signup", fields)
            #expect(refused.status == 403 && refused.problem == "invitation-needed")
            for text in ["", "x", String(repeating: "A", count: 43)] {
                let reply = try await client.post("auth/signup", fields.merging(["invitation": text]) { $1 })
                #expect(reply.status == 404 && reply.problem == "bad-invitation")
            }
            let link = try await site.accounts.invitations.invite(uses: 1, days: 1, by: .commandLine)
            let invited = fields.merging(["invitation": link.token.encoded]) { $1 }
            #expect(try await client.post("auth/signup", invited).status == 201)
        }
    }

    @Test func `with a second factor, the password gets a challenge and the code the tokens`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let (app, codes) = try await browser.enableTwoFactor()
            let client = APIClient(site)
            func challenge() async throws -> String {
                let reply = try await client.post(
                    "auth/signin", ["username": "alice", "password": TestSite.password])
                #expect(reply.status == 202)
                #expect(try reply.data["access_token"] == nil)
                return try #require(try reply.data["challenge"] as? String)
            }
            let first = try await challenge()
            let wrong = try await client.post("auth/signin/code", ["challenge": first, "code": app.wrongCode])
            #expect(wrong.status == 401 && wrong.problem == "wrong-code")
            let right = try await client.post("auth/signin/code", ["challenge": first, "code": app.code])
            #expect(right.status == 200)
            try client.keepTokens(of: right)
            #expect(try await client.get("users/me").status == 200)
            let again = try await client.post("auth/signin/code", ["challenge": first, "code": app.code])
            #expect(again.status == 401 && again.problem == "challenge-expired")
            let recovered = try await client.post(
                "auth/signin/code", ["challenge": try await challenge(), "code": codes[0]])
            #expect(try recovered.data["recovery_codes_left"] as? Int == 9)
        }
    }

    @Test func `guessing is slowed down as on the page, with the same counters`() async throws {
        try await withSite { site in
            _ = try await site.member()
            let client = APIClient(site)
            var reply: Reply?
            for _ in 0..<30 {
                reply = try await client.post("auth/signin", ["username": "alice", "password": "a wrong guess"])
            }
            let last = try #require(reply)
            #expect(last.status == 429 && last.problem == "too-many-attempts")
            #expect(last["Retry-After"].flatMap(Int.init) ?? 0 > 0)
            let page = try await Browser(site).signIn("alice", password: "another guess")
            #expect(page.status == 429)
        }
    }

    @Test func `a session that is ended on the page stops its program at the next request`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let client = try await site.apiDevice()
            #expect(try await client.get("users/me").status == 200)
            let page = try await browser.get("/dashboard").document
            let form = try #require(page.forms.first { $0.action.hasSuffix("/revoke") })
            try await browser.submit(form)
            #expect(try await client.get("users/me").status == 401)
            #expect(try await browser.isSignedIn())
        }
    }

    @Test func `a program sees and ends the sessions of its person, and nobody else's`() async throws {
        try await withSite { site in
            let browser = try await site.member("alice")
            let client = try await site.apiDevice(of: "alice")
            let other = try await site.apiMember("bob")
            let sessions = try await client.get("auth/sessions").list
            #expect(sessions.count == 2)
            let own = try await client.get("auth/session").data["id"] as? Int
            let id = try #require(sessions.compactMap { $0["id"] as? Int }.first { $0 != own })
            #expect(try await other.delete("auth/sessions/\(id)").status == 404)
            #expect(try await browser.isSignedIn())
            #expect(try await client.delete("auth/sessions/\(id)").status == 204)
            #expect(try await !browser.isSignedIn())
        }
    }

    @Test func `everything ends at once, after the password if it was long ago`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let client = try await site.apiDevice()
            site.clock.advance(by: 14 * 60 + 59)
            try client.keepTokens(
                of: try await client.post("auth/refresh", ["refresh_token": client.refreshToken ?? ""]))
            site.clock.advance(by: 60)
            let asked = try await client.post("auth/logout-all")
            #expect(asked.status == 403 && asked.problem == "confirmation-needed")
            let wrong = try await client.post("auth/confirm", ["password": "not my password"])
            #expect(wrong.status == 403 && wrong.problem == "wrong-password")
            #expect(try await client.post("auth/confirm", ["password": TestSite.password]).status == 204)
            #expect(try await client.post("auth/logout-all").status == 204)
            #expect(try await client.get("users/me").status == 401)
            #expect(try await !browser.isSignedIn())
        }
    }

    @Test func `a new password ends the other sessions and gives this one new tokens`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let client = try await site.apiDevice()
            let wrong = try await client.send(
                "PUT", "users/me/password", json: ["current_password": "no", "new_password": "short"])
            #expect(wrong.status == 422 && wrong.problemFields == ["current_password", "new_password"])
            let reply = try await client.send(
                "PUT", "users/me/password",
                json: ["current_password": TestSite.password, "new_password": "fruit bats at dusk"])
            #expect(reply.status == 200)
            try client.keepTokens(of: reply)
            #expect(try await client.get("users/me").status == 200)
            #expect(try await !browser.isSignedIn())
        }
    }

    @Test func `the keys that check tokens are published`() async throws {
        try await withSite { site in
            let reply = try await site.request("GET", "/.well-known/jwks.json")
            #expect(reply.status == 200 && reply["Content-Type"] == "application/jwk-set+json")
            let keys = try #require(try reply.json["keys"] as? [[String: Any]])
            #expect(keys.count == 3)
            for key in keys {
                #expect(key["kty"] as? String == "OKP" && key["alg"] as? String == "EdDSA")
                #expect((key["x"] as? String)?.count == 43 && key["d"] == nil)
            }
        }
    }
}
