import Accounts
import Testing

@testable import SiteTestSupport

/// Language and time zone of people who have chosen none in their profile.
@Suite struct LanguageChoiceTests {
    @Test func `the footer offers the languages before sign-in`() async throws {
        try await withSite { site in
            let browser = Browser(site)
            let form = try await browser.get("/login?next=/rooms").document.form("/language")
            var request = WireRequest(method: "POST", path: form.action)
            request.headers["Content-Type"] = "application/x-www-form-urlencoded"
            request.headers["Referer"] = "\(site.options.publicURL)/login?next=/rooms"
            request.body = Array("language=de".utf8)
            let reply = try await browser.post(request, follow: false)
            #expect(reply.status == 303 && reply.location == "/login?next=/rooms")
            #expect(reply.cookie("language")?.contains("Max-Age=31536000") == true)
            #expect(try await browser.get("/login").document.first("h1")?.text == "Anmelden")
            // It holds in this browser after sign-in as well, unless the account says otherwise.
            try await browser.signUp("alice")
            #expect(try await browser.get("/profile").document.first("h1")?.text == "Profil")
            try await browser.choose(language: "en", timeZone: "")
            #expect(try await browser.get("/profile").document.first("h1")?.text == "Profile")
        }
    }

    @Test(arguments: [nil, "http://evil.example/login", "not a url", "http://roost.test:8080//evil.example"])
    func `it leads nowhere else`(referrer: String?) async throws {
        try await withSite { site in
            let headers = referrer.map { ["Referer": $0] } ?? [:]
            let reply = try await Browser(site).post("/language", [("language", "de")], headers: headers)
            #expect(reply.status == 303 && reply.location == "/")
        }
    }

    @Test func `people who have signed in choose in their profile`() async throws {
        try await withSite { site in
            let page = try await site.member().get("/dashboard").document
            #expect(page.forms.allSatisfy { $0.action != "/language" })
        }
    }

    @Test func `the operator's time zone is everybody's until they choose another`() async throws {
        var options = SiteOptions()
        options.timeZone = TimeZoneName("Europe/Berlin")
        try await withSite(options) { site in
            let browser = try await site.member()
            #expect(try await browser.get("/dashboard").text.contains("2 Nov 2026, 10:30 UTC+1"))
            let page = try await browser.get("/profile").document
            #expect(page.chosen("time_zone") == "")
            let first = page.all("option").first { $0["selected"] != nil && $0.text.contains("Berlin") }
            #expect(first?.text == "Berlin, as for everybody here")
            try await browser.choose(language: "", timeZone: "America/New_York")
            #expect(try await browser.get("/dashboard").text.contains("2 Nov 2026, 04:30 UTC-5"))
        }
    }

    @Test func `time zones stand under their regions`() async throws {
        try await withSite { site in
            let page = try await site.member().get("/profile").document
            let groups = page.all("optgroup")
            #expect(groups.compactMap { $0["label"] }.starts(with: ["Africa", "America"]))
            let europe = try #require(groups.first { $0["label"] == "Europe" })
            #expect(europe.all("option").contains { $0["value"] == "Europe/Berlin" && $0.text == "Berlin" })
            #expect(page.all("option").count { $0["value"] == "America/Argentina/Ushuaia" } == 1)
        }
    }

    @Test func `signing up leads to what to do next`() async throws {
        try await withSite { site in
            let reply = try await Browser(site).signUp("alice")
            #expect(reply.path == "/welcome" && reply.flash == "Your account is ready. Welcome.")
            let targets = Set(reply.document.first("main")?.all("a").compactMap { $0["href"] } ?? [])
            let wanted: Set = [
                "/rooms", "/profile#picture-title", "/profile#preferences-title", "/profile/two-factor", "/people",
            ]
            #expect(targets.isSuperset(of: wanted))
            let second = try await Browser(site).signUp("bob").document.first("main")
            #expect(second?.all("a").contains { $0["href"] == "/people" } == false)
        }
    }
}
