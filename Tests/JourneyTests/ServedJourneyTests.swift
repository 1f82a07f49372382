import Testing
import Transport

@testable import SiteTestSupport

/// The journeys of people, over the connections of each server that Roost can run behind.
@Suite struct ServedJourneyTests {
    private static func options(_ server: ServerKind) -> SiteOptions {
        var options = SiteOptions()
        options.server = server
        return options
    }

    @Test(arguments: ServerKind.allCases)
    func `a person signs up, signs out and signs in`(server: ServerKind) async throws {
        try await withSite(Self.options(server)) { site in
            let browser = try await site.member(nickname: "Alice")
            #expect(try await browser.get("/dashboard").text.contains("Alice"))
            #expect(try await browser.signOut().path == "/")
            #expect(try await !browser.isSignedIn())
            #expect(try await browser.signIn("alice", remember: true).path == "/dashboard")
        }
    }

    @Test(arguments: ServerKind.allCases)
    func `a wrong password comes back with the form`(server: ServerKind) async throws {
        try await withSite(Self.options(server)) { site in
            _ = try await site.member()
            let reply = try await Browser(site).signIn("alice", password: "a guess")
            #expect(reply.status == 422)
            #expect(reply.document.input("username")?["value"] == "alice")
        }
    }

    @Test(arguments: ServerKind.allCases)
    func `a stranger is sent to sign-in and comes back to the page`(server: ServerKind) async throws {
        try await withSite(Self.options(server)) { site in
            _ = try await site.member()
            let browser = Browser(site)
            #expect(try await browser.get("/profile").path == "/login")
            #expect(try await browser.signIn("alice", on: "/login?next=/profile").path == "/profile")
        }
    }

    @Test(arguments: ServerKind.allCases)
    func `a nickname is changed and a refused one stays in its field`(server: ServerKind) async throws {
        try await withSite(Self.options(server)) { site in
            let browser = try await site.member()
            #expect(try await browser.rename(to: "Ålice <b> 🦇").status == 200)
            #expect(try await browser.get("/dashboard").text.contains("Ålice &lt;b&gt; 🦇"))
            let tooLong = String(repeating: "a", count: 51)
            let reply = try await browser.rename(to: tooLong)
            #expect(reply.status == 422)
            #expect(reply.document.input("nickname")?["value"] == tooLong)
        }
    }

    @Test(arguments: ServerKind.allCases)
    func `a password is changed and the other sessions end`(server: ServerKind) async throws {
        try await withSite(Self.options(server)) { site in
            let browser = try await site.member()
            let other = try await site.device()
            let passwords = ["current_password": TestSite.password, "new_password": "a wholly different phrase"]
            #expect(try await browser.submit("/profile/password", on: "/profile", passwords).status == 200)
            #expect(try await browser.isSignedIn())
            #expect(try await !other.isSignedIn())
        }
    }

    @Test(arguments: ServerKind.allCases)
    func `a picture is uploaded, shown and removed`(server: ServerKind) async throws {
        try await withSite(Self.options(server)) { site in
            let browser = try await site.member()
            let path = try await browser.upload(try Picture.png.bytes).avatar
            #expect(try await browser.get(path)["Content-Type"] == "image/webp")
            try await browser.submit("/profile/avatar/delete", on: "/profile")
            #expect(try await browser.get(path).status == 404)
        }
    }

    @Test(arguments: ServerKind.allCases)
    func `a picture over the limit is refused beside its field`(server: ServerKind) async throws {
        try await withSite(Self.options(server)) { site in
            let browser = try await site.member()
            let reply = try await browser.upload([UInt8](repeating: 7, count: site.options.maxUpload + 1))
            #expect(reply.status == 413)
            #expect(reply.document.descriptions(of: "avatar").contains { $0.contains("64 KB") })
            #expect(try await browser.isSignedIn())
        }
    }

    @Test(arguments: ServerKind.allCases)
    func `another device is ended from the dashboard`(server: ServerKind) async throws {
        try await withSite(Self.options(server)) { site in
            let (browser, other) = (try await site.member(), try await site.device())
            try await browser.submit("/sessions/revoke-others", on: "/dashboard")
            #expect(try await !other.isSignedIn())
            #expect(try await browser.isSignedIn())
        }
    }

    @Test(arguments: ServerKind.allCases)
    func `two-factor is set up and asked for`(server: ServerKind) async throws {
        try await withSite(Self.options(server)) { site in
            let (app, _) = try await site.member().enableTwoFactor()
            let browser = Browser(site)
            #expect(try await browser.signIn("alice").path == "/login/code")
            #expect(try await browser.enter(app.wrongCode).status == 422)
            #expect(try await browser.enter(app.code).path == "/dashboard")
        }
    }

    @Test(arguments: ServerKind.allCases)
    func `everything of a person is exported as a stream`(server: ServerKind) async throws {
        try await withSite(Self.options(server)) { site in
            let reply = try await site.member().submit("/profile/export", on: "/profile")
            #expect(reply.status == 200)
            #expect(reply["Content-Type"] == "application/json")
            #expect(reply.text.hasPrefix("{") && reply.text.contains("\"alice\""))
        }
    }

    @Test(arguments: ServerKind.allCases)
    func `an administrator disables a member`(server: ServerKind) async throws {
        try await withSite(Self.options(server)) { site in
            let administrator = try await site.member("ada")
            let member = try await site.member("bruno")
            try await administrator.administer("bruno", "disable")
            #expect(try await !member.isSignedIn())
            #expect(try await Browser(site).signIn("bruno").status == 403)
        }
    }

    @Test(arguments: ServerKind.allCases)
    func `an account is deleted with its picture`(server: ServerKind) async throws {
        try await withSite(Self.options(server)) { site in
            let browser = try await site.member()
            try await browser.upload(try Picture.png.bytes)
            let reply = try await browser.submit(
                "/profile/delete", on: "/profile/delete", ["password": TestSite.password])
            #expect(reply.path == "/")
            #expect(try site.storedFiles.isEmpty)
            #expect(try await Browser(site).signIn("alice").status == 422)
        }
    }

    @Test(arguments: ServerKind.allCases)
    func `errors have pages`(server: ServerKind) async throws {
        try await withSite(Self.options(server)) { site in
            let browser = Browser(site)
            let missing = try await browser.get("/no-such-page")
            #expect(missing.status == 404 && missing.document.first("h1") != nil)
            #expect(try await site.request("PUT", "/logout")["Allow"] == "POST, OPTIONS")
            #expect(try await site.request("HEAD", "/login").status == 200)
            #expect(try await site.post("/login", "username=%").status == 400)
        }
    }
}
