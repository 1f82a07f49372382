import Accounts
import Conversation
import TestSupport
import Testing

@testable import SiteTestSupport

/// Alice, who signs up first, is an administrator; Bob owns the room.
@Suite struct ModerationTests {
    private struct Case {
        let site: TestSite
        let (alice, bob, carol, dave): (Browser, Browser, Browser, Browser)
        let room: String

        /// Handles the first report of the queue with a button of its form.
        func resolve(
            _ outcome: String, by browser: Browser, removing: Bool? = nil
        ) async throws -> Reply {
            let form = try #require(
                try await browser.get("/reports").document.forms.first { $0.action.hasSuffix("/resolve") })
            var input = Form.Input(fields: ["outcome": outcome])
            if let removing { input.ticked = ["remove_message": removing] }
            return try await browser.submit(form, input)
        }

        func buttons(_ browser: Browser) async throws -> [String] {
            try await browser.get("/reports").document.finds.first?.all("button").map(\.text) ?? []
        }
    }

    /// A message of Carol's is reported by Dave.
    private func withReport(_ text: String = "Rude **words**", _ body: (Case) async throws -> Void) async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            let (carol, dave) = (try await site.member("carol"), try await site.member("dave"))
            let room = try await bob.makeRoom("Garden")
            for member in [carol, dave] { try await member.submit("\(room)/join", on: room) }
            try await carol.say(text, in: room)
            let message = "\(room)/messages/1"
            try await dave.submit("\(message)/report", on: message, ["reason": "It is rude"])
            try await body(Case(site: site, alice: alice, bob: bob, carol: carol, dave: dave, room: room))
        }
    }

    @Test func `the dashboard tells those who moderate that something is reported`() async throws {
        try await withReport { it in
            let note = { (browser: Browser) in
                try await browser.get("/dashboard").document.all("a").first { $0["href"] == "/reports" }?.text
            }
            for browser in [it.alice, it.bob] { #expect(try await note(browser) == "1 report to look at") }
            for browser in [it.carol, it.dave] { #expect(try await note(browser) == nil) }
            _ = try await it.resolve("kept", by: it.bob)
            for browser in [it.alice, it.bob] { #expect(try await note(browser) == nil) }
        }
    }

    @Test func `moderators and administrators have the queue, for others there is none`() async throws {
        try await withReport { it in
            for browser in [it.alice, it.bob] {
                let report = try #require(try await browser.get("/reports").document.finds.first)
                #expect(report.text.contains("It is rude") && report.all("strong").map(\.text) == ["words"])
                #expect(report.all("a").contains { $0["href"] == "\(it.room)?at=1#m1" })
                #expect(try await browser.get("/mentions").document.all("a").contains { $0["href"] == "/reports" })
            }
            for browser in [it.carol, it.dave] {
                #expect(try await browser.get("/reports").status == 404)
                #expect(try await browser.post("/reports/1/resolve", [("outcome", "kept")]).status == 404)
                #expect(try await browser.get("/audit").status == 404)
                #expect(try await !browser.get("/mentions").document.all("a").contains { $0["href"] == "/reports" })
            }
            #expect(try await it.bob.get("/audit").status == 404)
            #expect(try await Browser(it.site).get("/reports", follow: false).location == "/login?next=/reports")
        }
    }

    @Test func `a moderator of another room sees and does nothing`() async throws {
        try await withReport { it in
            _ = try await it.dave.makeRoom("Elsewhere")
            #expect(try await it.dave.get("/reports").document.finds.isEmpty)
            let reply = try await it.dave.post("/reports/1/resolve", [("outcome", "removed")])
            #expect(reply.location == "/reports")
            #expect(try await it.bob.get("/reports").document.finds.count == 1)
        }
    }

    @Test func `a message is kept`() async throws {
        try await withReport { it in
            let reply = try await it.resolve("kept", by: it.bob)
            #expect(reply.flash == "The message stays.")
            #expect(reply.text.contains("Nothing is reported. All is quiet."))
            #expect(try await it.carol.get(it.room).text.contains("<strong>words</strong>"))
            let late = try await it.alice.post("/reports/1/resolve", [("outcome", "removed")])
            #expect(late.location == "/reports" && late.cookie("flash")?.hasPrefix("reportGone") == true)
        }
    }

    @Test func `a message is removed`() async throws {
        try await withReport { it in
            let reply = try await it.resolve("removed", by: it.bob)
            #expect(reply.flash == "The message has been removed.")
            #expect(try await !it.carol.get(it.room).text.contains("words"))
        }
    }

    @Test(arguments: [true, false])
    func `an author is warned, and finds that in the inbox`(isRemoved: Bool) async throws {
        try await withReport { it in
            let reply = try await it.resolve("warned", by: it.bob, removing: isRemoved)
            #expect(reply.flash == "The author finds a warning among their mentions.")
            let warning = try #require(try await it.carol.get("/mentions").document.finds.first)
            #expect(warning.text.contains("A moderator warns you about this message"))
            #expect(warning.text.contains("Rude words") == !isRemoved)
        }
    }

    @Test func `an author is removed from the room`() async throws {
        try await withReport { it in
            let reply = try await it.resolve("authorRemoved", by: it.bob)
            #expect(reply.flash == "The author is not in the room any more, and cannot join again.")
            #expect(try await it.carol.get(it.room).status == 404)
        }
    }

    @Test func `only administrators disable an account, with their password`() async throws {
        try await withReport { it in
            #expect(try await !it.buttons(it.bob).contains("Disable the account"))
            #expect(try await it.buttons(it.alice).contains("Disable the account"))
            let refused = try await it.bob.post("/reports/1/resolve", [("outcome", "accountDisabled")])
            #expect(refused.status == 422 && refused.text.contains("Your role does not allow that."))
            #expect(try await it.carol.isSignedIn())
            it.site.clock.advance(by: 3_600)
            let asked = try await it.resolve("accountDisabled", by: it.alice, removing: true)
            #expect(asked.status == 403)
            let form = try asked.document.form("/reports/1/resolve")
            let done = try await it.alice.submit(form, Form.Input(fields: ["proof": TestSite.password]))
            #expect(done.flash == "The account is disabled, and its sessions have ended.")
            #expect(try await !it.carol.isSignedIn())
            #expect(try await !it.bob.get(it.room).text.contains("words"))
            let acts = try await it.alice.get("/audit").document.rows.prefix(2).map {
                $0.prefix(4).joined(separator: "; ")
            }
            let rest = "alice; carol; Garden (2), message 1"
            #expect(acts == ["Message deleted; \(rest)", "Account disabled; \(rest)"])
        }
    }

    @Test func `what cannot be done is said beside the report`() async throws {
        try await withReport { it in
            try await it.alice.say("Mine", in: "/rooms/1-everyone")
            let message = "/rooms/1-everyone/messages/1"
            try await it.dave.submit("\(message)/report", on: message, ["reason": "Hm"])
            let removed = try await it.alice.post("/reports/2/resolve", [("outcome", "authorRemoved")])
            #expect(removed.status == 422)
            #expect(removed.document.finds.map { $0["id"] } == ["report-2"])
            #expect(removed.document.finds.first?.text.contains("Nobody can be removed from this room") == true)
            let disabled = try await it.alice.post("/reports/2/resolve", [("outcome", "accountDisabled")])
            #expect(disabled.text.contains("No other administrator could sign in."))
            #expect(try await it.alice.post("/reports/2/resolve", [("outcome", "shot")]).status == 400)
            #expect(try await it.alice.get("/reports").document.finds.count == 2)
        }
    }

    @Test func `an administrator has no link to a room that they cannot read`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.member("alice"), try await site.member("bob"))
            _ = try await site.member("carol")
            let room = try await bob.submit("/people/carol/message", on: "/people/carol").path
            try await bob.say("Rude", in: room)
            let carol = try await site.device(of: "carol")
            try await carol.submit(
                "/rooms/2/messages/1/report".replacing("/rooms/2", with: "/rooms/2-bob"), on: "/rooms/2-bob/messages/1",
                ["reason": "Hm"])
            let report = try #require(try await alice.get("/reports").document.finds.first)
            #expect(report.text.contains("Rude") && report.text.contains("Direct conversation"))
            #expect(!report.all("a").contains { $0["href"]?.hasPrefix("/rooms") == true })
            #expect(!report.all("button").contains { $0.text == "Remove the author from the room" })
        }
    }

    @Test(arguments: HostileText.nicknames)
    func `reports are text`(text: String) async throws {
        try await withReport("`\(text)`") { it in
            try await it.carol.rename(to: text)
            try await it.carol.say("x", in: it.room)
            let message = "\(it.room)/messages/2"
            try await it.dave.submit("\(message)/report", on: message, ["reason": text])
            let page = try await it.bob.get("/reports").document
            #expect(page.finds.last?.all("a").first?.text == text)
            #expect(page.finds.last?.all("p").first { $0["class"] == "excerpt" }?.text == text)
            #expect(page.all("script").isEmpty && page.all("b").isEmpty)
            #expect(!page.root.descendants.contains { $0["onmouseover"] != nil || $0["onerror"] != nil })
        }
    }

    @Test func `the audit log says what was done, and is filtered`() async throws {
        try await withReport { it in
            _ = try await it.resolve("warned", by: it.bob, removing: true)
            let log = try await it.alice.get("/audit").document
            let row = ["bob", "carol", "Garden (2), message 1", "2 Nov 2026, 09:30 UTC"]
            let rows: [[String]] = [["Message deleted"] + row, ["Author warned"] + row]
            #expect(log.rows == rows)
            for (field, value, count) in [
                ("actor", "Bob", 2), ("actor", "alice", 0), ("subject", "@carol", 2), ("room", "2", 2),
                ("room", "1", 0),
                ("action", "authorWarned", 1),
            ] {
                let page = try await it.alice.submit("/audit", on: "/audit", [field: value])
                #expect(page.document.rows.count == count, "\(field) \(value)")
            }
            for (field, value) in [("actor", "nobody"), ("subject", "<b>"), ("room", "Garden")] {
                let page = try await it.alice.submit("/audit", on: "/audit", [field: value])
                #expect(page.status == 200 && page.document.error(of: field) != nil)
                #expect(page.document.input(field)?["value"] == value)
            }
            #expect(try await it.alice.get("/audit?actor=%FF&before=x&action=x").status == 200)
        }
    }

    @Test func `the audit log has pages, which keep the filter`() async throws {
        try await withReport { it in
            let rooms = it.site.conversation.rooms
            let manager = try await rooms.manager(of: 2, by: it.site.id(of: "bob"))
            for _ in 0..<30 {
                try await rooms.archive(by: manager)
                try await rooms.reopen(by: manager)
            }
            let first = try await it.alice.submit("/audit", on: "/audit", ["actor": "bob"])
            #expect(first.document.rows.count == 50)
            let next = try #require(first.document.all("a").first { $0["rel"] == "next" }?["href"])
            #expect(next.contains("actor=bob"))
            let second = try await it.alice.get(next)
            #expect(second.document.rows.count == 10)
            #expect(!second.document.all("a").contains { $0["rel"] == "next" })
        }
    }
}
