import Testing

@testable import SiteTestSupport

@Suite struct StatusTests {
    private func status(_ site: TestSite, _ browser: Browser) async throws -> String? {
        try await browser.get("/people/alice").document.all("p").first { $0["class"] == "status-line" }?.text
    }

    @Test func `a status is an emoji, a text, or both, and can be cleared`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            for (emoji, text, shown) in [("🌴", " On holiday ", "🌴 On holiday"), ("", "Here", "Here"), ("🍵", "", "🍵 ")] {
                let page = try await alice.submit("/profile/status", on: "/profile", ["emoji": emoji, "status": text])
                #expect(page.flash == "Your status has been saved.")
                #expect(try await status(site, alice) == shown)
            }
            let form = try #require(
                try await alice.get("/profile").document.forms.last { $0.action == "/profile/status" })
            #expect(form.buttons == ["Clear status"])
            #expect(try await alice.submit(form).flash == "Your status has been cleared.")
            #expect(try await status(site, alice) == nil)
            let forms = try await alice.get("/profile").document.forms.filter { $0.action == "/profile/status" }
            #expect(forms.count == 1)
        }
    }

    @Test func `a status that is refused comes back with what is wrong`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let long = String(repeating: "ä", count: 81)
            let refused = try await alice.submit(
                "/profile/status", on: "/profile", ["emoji": "ok", "status": long])
            #expect(refused.status == 422)
            #expect(refused.document.error(of: "emoji") == "Please enter one emoji.")
            #expect(refused.document.error(of: "status") == "This has 81 characters. It may have 80.")
            #expect(refused.document.input("emoji")?["value"] == "ok")
            #expect(refused.document.input("status")?["value"] == long)
            let endless = String(repeating: "a\u{301}", count: 5_000)
            #expect(try await alice.post("/profile/status", [("status", endless)]).status == 422)
            #expect(try await alice.post("/profile/status", [("status", "a\u{202E}b")]).status == 422)
            #expect(try await status(site, alice) == nil)
        }
    }
}
