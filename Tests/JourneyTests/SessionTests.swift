import TestSupport
import Testing

@testable import Accounts
@testable import SiteTestSupport

@Suite struct SessionTests {
    private static let phone =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
        + "Version/17.5 Mobile/15E148 Safari/604.1"

    private func endForms(_ browser: Browser) async throws -> [Form] {
        try await browser.get("/dashboard").document.forms.filter { $0.action.hasSuffix("/revoke") }
    }

    @Test func `a second device is listed`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            _ = try await site.device(userAgent: Self.phone)
            let rows = try await browser.get("/dashboard").document.all("tbody").flatMap { $0.all("tr") }
            #expect(rows.count == 2)
            #expect(rows.contains { $0.text.contains("Safari on iPhone") && !$0.text.contains("this device") })
        }
    }

    @Test func `a device is ended by the button in its row`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let phone = try await site.device(userAgent: Self.phone)
            let forms = try await endForms(browser)
            #expect(forms.count == 1)
            let reply = try await browser.submit(try #require(forms.first))
            #expect(reply.path == "/dashboard")
            #expect(reply.flash == "That session has been ended.")
            #expect(try await !phone.isSignedIn())
            #expect(try await browser.isSignedIn())
            #expect(try await endForms(browser).isEmpty)
        }
    }

    @Test func `ending a session twice is fine`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            _ = try await site.device()
            let form = try #require(try await endForms(browser).first)
            try await browser.submit(form)
            #expect(try await browser.submit(form, follow: false).status == 303)
        }
    }

    @Test func `the session of somebody else is not found and goes on`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            _ = try await site.device()
            let form = try #require(try await endForms(alice).first)
            let mallory = try await site.member("mallory")
            #expect(try await mallory.submit(form).status == 404)
            #expect(try await endForms(alice).map(\.action) == [form.action])
        }
    }

    @Test(arguments: ["0", "-1", "+1", "01", "1.0", "999999", "9223372036854775808", "1%20", "x", "%31", "%EF%BC%91"])
    func `a malformed ID is not found`(id: String) async throws {
        try await withSite { site in
            let browser = try await site.member()
            #expect(try await browser.post("/sessions/\(id)/revoke").status == 404)
            #expect(try await browser.isSignedIn())
        }
    }

    @Test func `all others end at once`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let others = [try await site.device(), try await site.device(userAgent: Self.phone)]
            let stranger = try await site.member("bob")
            let reply = try await browser.submit("/sessions/revoke-others", on: "/dashboard")
            #expect(reply.flash == "You are now signed in on this device only.")
            for other in others { #expect(try await !other.isSignedIn()) }
            #expect(try await browser.isSignedIn())
            #expect(try await stranger.isSignedIn())
            #expect(!reply.document.forms.contains { $0.action == "/sessions/revoke-others" })
        }
    }

    @Test func `another device's last use is written in words`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let phone = try await site.device(userAgent: Self.phone)
            site.clock.advance(by: 120)
            try await phone.get("/dashboard")
            try await site.accounts.flush()
            site.clock.advance(by: 600)
            let rows = try await browser.get("/dashboard").document.all("tbody").flatMap { $0.all("tr") }
            let row = try #require(rows.first { $0.text.contains("Safari on iPhone") })
            #expect(row.all("time").map(\.text) == ["10 minutes ago", "2 Nov 2026, 09:30 UTC", "in 24 hours"])
            #expect(row.first("time")?["datetime"] == "2026-11-02T09:32:00Z")
        }
    }

    @Test func `what happened to the account is listed`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            try await Browser(site).signIn("alice", password: "not the password")
            try await browser.rename(to: "Al")
            let items = try await browser.get("/dashboard").document.all("li")
            let what = items.compactMap { $0.all("span").first { $0["class"] == "what" }?.text }
            #expect(what == ["Nickname changed", "Warning: Wrong password at sign-in", "Account created"])
        }
    }
}
