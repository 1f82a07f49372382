import TestSupport
import Testing

@testable import SiteTestSupport

@Suite struct DeleteAccountTests {
    private func delete(_ browser: Browser, password: String = TestSite.password) async throws -> Reply {
        try await browser.submit("/profile/delete", on: "/profile/delete", ["password": password])
    }

    @Test func `the profile leads to a page that says what will be lost`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            _ = try await site.device()
            #expect(try await browser.get("/profile").document.all("a").contains { $0["href"] == "/profile/delete" })
            let page = try await browser.get("/profile/delete").document
            #expect(page.all("li").map(\.text).contains { $0.contains("open sessions (2)") })
            #expect(!page.all("li").map(\.text).contains("Your picture."))
            try await browser.upload(try Picture.png.bytes)
            #expect(try await browser.get("/profile/delete").document.all("li").map(\.text).contains("Your picture."))
        }
    }

    @Test func `all rows files and sessions are gone`() async throws {
        try await withSite { site in
            let (browser, other) = (try await site.member(), try await site.device())
            try await browser.upload(try Picture.png.bytes)
            let token = try #require(browser.sessionToken)
            _ = try await delete(browser)
            for table in ["user", "session", "activity"] { #expect(try await site.count(table) == 0, "\(table)") }
            #expect(try site.storedFiles.isEmpty)
            #expect(browser.cookies.stored.isEmpty)
            browser.cookies["session_token"] = token
            #expect(try await !browser.isSignedIn())
            #expect(try await !other.isSignedIn())
            #expect(try await Browser(site).signIn("alice").status == 422)
        }
    }

    @Test func `the front page says so`() async throws {
        try await withSite { site in
            let reply = try await delete(try await site.member())
            #expect(reply.path == "/")
            #expect(reply.flash == "Your account and everything in it have been deleted.")
        }
    }

    @Test func `the browser forgets the site`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let reply = try await browser.submit(
                "/profile/delete", on: "/profile/delete", ["password": TestSite.password], follow: false)
            #expect(reply["Clear-Site-Data"] == "\"cache\", \"storage\"")
            #expect(reply.cookie("session_token")?.contains("Max-Age=0") == true)
            #expect(reply.cookie("known_device")?.contains("Max-Age=0") == true)
        }
    }

    @Test func `the only administrator is told whom they leave alone`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let question = try await browser.get("/profile/delete").document.first("p", class: "note")
            #expect(question == nil)
            _ = try await site.member("bruno")
            let warning = try await browser.get("/profile/delete").document.first("p", class: "note")
            #expect(warning?.text.hasPrefix("You are the only administrator.") == true)
            #expect(try await delete(browser).path == "/")
            #expect(try await site.count("user") == 1)
        }
    }

    @Test func `with the wrong password nothing is lost`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let reply = try await delete(browser, password: "not the password")
            #expect(reply.status == 422)
            #expect(reply.document.descriptions(of: "password") == ["This is not your password."])
            #expect(reply.document.input("password")?["value"] == nil)
            #expect(try await site.count("user") == 1)
            #expect(try await browser.isSignedIn())
        }
    }

    @Test func `other sessions stay`() async throws {
        try await withSite { site in
            let bob = try await site.member("bob")
            _ = try await delete(try await site.member())
            #expect(try await bob.isSignedIn())
            #expect(try await site.count("user") == 1)
        }
    }

    @Test func `the name is free again`() async throws {
        try await withSite { site in
            _ = try await delete(try await site.member())
            #expect(try await Browser(site).signUp("alice").path == "/welcome")
        }
    }

    /// Alice, who has written in a room of hers where Bob is, too.
    private func writers(_ site: TestSite) async throws -> (alice: Browser, bob: Browser) {
        let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
        let room = try await alice.makeRoom("Garden")
        try await bob.submit("\(room)/join", on: room)
        try await alice.say("The first rhubarb", in: room)
        try await alice.say("Compote on Sunday", in: "/rooms/1-everyone")
        return (alice, bob)
    }

    @Test func `whoever has written nothing is not asked about messages`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            #expect(try await browser.get("/profile/delete").document.all("fieldset").isEmpty)
        }
    }

    @Test func `the page says how much was written, and which rooms would have no owner`() async throws {
        try await withSite { site in
            let (alice, _) = try await writers(site)
            _ = try await alice.makeRoom("Diary", kind: "closed")
            let page = try await alice.get("/profile/delete").document
            #expect(page.first("fieldset")?.text.contains("You have written 2 messages in 2 rooms.") == true)
            let kept = page.all("input").filter { $0["name"] == "messages" && $0["checked"] != nil }
            #expect(kept.map { $0["value"] } == ["keep"])
            #expect(page.all("bdi").map(\.text).contains("Garden") && !page.all("bdi").map(\.text).contains("Diary"))
            let items = page.all("li").map(\.text)
            let counts = ["rooms and direct conversations (3)", "nobody else is in (1)"]
            for count in counts {
                let items = items.filter { $0.contains(count) }
                #expect(items.count == 1, "\(count)")
            }
        }
    }

    @Test func `messages stay as those of a former member`() async throws {
        try await withSite { site in
            let (alice, bob) = try await writers(site)
            _ = try await delete(alice)
            let message = try #require(try await bob.get("/rooms/2-garden").document.messages.first)
            #expect(message.text.contains("The first rhubarb") && message.text.contains("Former member"))
            #expect(try await bob.get("/rooms/2-garden").status == 200)
        }
    }

    @Test func `messages are erased when the person wants that`() async throws {
        try await withSite { site in
            let (alice, bob) = try await writers(site)
            try await bob.say("What about cake?", in: "/rooms/2-garden")
            try await alice.submit(
                "/profile/delete", on: "/profile/delete", ["password": TestSite.password, "messages": "remove"])
            let page = try await bob.get("/rooms/2-garden").document
            #expect(page.messages.count == 2)
            #expect(!page.root.text.contains("rhubarb") && page.root.text.contains("What about cake?"))
            #expect(try await site.count("message WHERE body <> ''") == 1)
        }
    }

    @Test func `a wrong password erases no message, and the choice stays`() async throws {
        try await withSite { site in
            let (alice, _) = try await writers(site)
            let reply = try await alice.submit(
                "/profile/delete", on: "/profile/delete", ["password": "wrong", "messages": "remove"])
            #expect(reply.status == 422)
            let chosen = reply.document.all("input").filter { $0["name"] == "messages" && $0["checked"] != nil }
            #expect(chosen.map { $0["value"] } == ["remove"])
            #expect(try await site.count("message WHERE body <> ''") == 2)
        }
    }
}
