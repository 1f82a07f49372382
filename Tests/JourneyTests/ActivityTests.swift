import TestSupport
import Testing

@testable import SiteTestSupport

@Suite struct ActivityTests {
    private static let phone =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1"

    private func questions(_ browser: Browser) async throws -> [Form] {
        try await browser.get("/dashboard").document.forms.filter { $0.action.hasPrefix("/activity/") }
    }

    @Test func `a sign-in from somewhere new is asked about`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            #expect(try await questions(browser).isEmpty)
            _ = try await site.device(userAgent: Self.phone)
            let page = try await browser.get("/dashboard").document
            let question = try #require(page.first("section", class: "question"))
            #expect(question.text.contains("Was this you?"))
            #expect(question.text.contains("Safari on iPhone"))
            #expect(try await questions(browser).map { $0.action.split(separator: "/").last } == ["confirm", "deny"])
        }
    }

    @Test func `that was me ends the question`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let phone = try await site.device(userAgent: Self.phone)
            try await browser.submit(try #require(try await questions(browser).first))
            #expect(try await questions(browser).isEmpty)
            #expect(try await phone.isSignedIn())
            _ = try await site.device(userAgent: Self.phone)
            #expect(try await questions(browser).isEmpty)
        }
    }

    @Test func `that was not me signs it out and leads to the password`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let phone = try await site.device(userAgent: Self.phone)
            let form = try #require(try await questions(browser).last)
            let response = try await browser.submit(form, follow: false)
            #expect(response.location == "/profile#change-password")
            #expect(try await !phone.isSignedIn())
            #expect(try await browser.get("/profile").text.contains("change it now"))
            #expect(try await questions(browser).isEmpty)
        }
    }

    @Test func `what an administrator did is there without their device`() async throws {
        try await withSite { site in
            let (alice, bruno) = (try await site.member("alice"), try await site.member("bruno"))
            try await alice.administer("bruno", "promote")
            let entries = try await bruno.get("/dashboard").document.all("li").map(\.text)
            let promotions = entries.filter { $0.contains("Role changed to administrator by an administrator") }
            let promoted = try #require(promotions.first)
            #expect(!promoted.contains("program"))
            let creations = entries.filter { $0.contains("Account created") && $0.contains("Firefox on Linux") }
            #expect(creations.count == 1)
        }
    }

    @Test func `a password that was set with a link is a warning`() async throws {
        try await withSite { site in
            _ = try await site.member("alice")
            let path = try await site.resetPath(of: "alice")
            let browser = Browser(site)
            try await browser.submit(path, on: path, ["new_password": ResetPasswordTests.new])
            let page = try await browser.signIn("alice", password: ResetPasswordTests.new).document
            let warnings = page.all("li").filter { $0["class"] == "warning" }.map(\.text)
            #expect(warnings.count == 1)
            #expect(warnings.first?.contains("Password set with a link") == true)
        }
    }

    @Test func `nobody answers for somebody else`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let phone = try await site.device(userAgent: Self.phone)
            let forms = try await questions(browser)
            let mallory = try await site.member("mallory")
            for form in forms { #expect(try await mallory.submit(form, follow: false).status == 404) }
            #expect(try await phone.isSignedIn())
            #expect(try await questions(browser).count == forms.count)
        }
    }

    private func olderPage(_ page: Document) -> String? {
        page.all("a").first { $0["rel"] == "next" }?["href"]
    }

    @Test func `the whole list can be paged through`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            try await site.addActivity(count: 70)
            #expect(try await browser.get("/dashboard").document.all("a").contains { $0["href"] == "/activity" })
            var pages: [Document] = []
            var path: String? = "/activity"
            while let next = path, pages.count < 10 {
                let page = try await browser.get(next).document
                pages.append(page)
                path = olderPage(page)
            }
            #expect(pages.map { $0.all("time").count } == [30, 30, 11])
        }
    }

    @Test func `what happens often is counted in one row`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            for _ in 0..<24 {
                site.clock.advance(by: 61)
                try await browser.rename(to: "Al \(site.clock.now.timeIntervalSince1970)")
            }
            let first = try await browser.get("/activity").document.first("span", class: "what")?.text
            #expect(first == "Nickname changed, and 4 more times that day")
        }
    }

    @Test(arguments: ["?before=x", "?before=-1", "?before=", "?", "?before=99999999999999999999"])
    func `an invalid page number is the first page`(query: String) async throws {
        try await withSite { site in
            let page = try await site.member().get("/activity\(query)")
            #expect(page.status == 200)
            #expect(page.document.all("time").count == 1)
        }
    }
}
