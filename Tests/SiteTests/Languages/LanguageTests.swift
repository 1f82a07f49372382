import Accounts
import Foundation
import Testing

@testable import SiteTestSupport

@Suite struct LanguageTests {
    @Test func `a page is in the language that the browser asks for`() async throws {
        try await withSite { site in
            let browser = Browser(site)
            #expect(try await browser.get("/login").document.first("h1")?.text == "Sign in")
            browser.languages = "fr-FR, de-AT;q=0.9, en;q=0.5"
            let page = try await browser.get("/login").document
            #expect(page.first("html")?["lang"] == "de")
            #expect(page.first("h1")?.text == "Anmelden")
            #expect(page.input("username") != nil)
        }
    }

    @Test func `errors are in that language too, and so is what is wrong with a field`() async throws {
        try await withSite { site in
            let browser = Browser(site)
            browser.languages = "de"
            let missing = try await browser.get("/nowhere")
            #expect(missing.status == 404)
            #expect(missing.document.first("h1")?.text == "Seite nicht gefunden")
            let refused = try await browser.signUp("a", password: "short")
            #expect(refused.status == 422)
            #expect(refused.document.error(of: "username") == "Ein Benutzername hat mindestens 3 Zeichen.")
        }
    }

    @Test func `a person's own language goes before the browser's, on every device`() async throws {
        try await withSite { site in
            let (browser, other) = (try await site.member(), try await site.device())
            let profile = try await browser.choose(language: "de", timeZone: "")
            #expect(profile.flash == "Deine Sprache und deine Zeitzone sind gespeichert.")
            #expect(profile.document.first("html")?["lang"] == "de")
            #expect(profile.document.chosen("language") == "de")
            other.languages = "en"
            #expect(try await other.get("/dashboard").document.first("html")?["lang"] == "de")
            let back = try await browser.choose(language: "", timeZone: "")
            #expect(back.document.first("html")?["lang"] == "en")
        }
    }

    @Test func `times are those of a person's zone, and say which it is`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let before = try await browser.get("/dashboard").document.all("time").map(\.text)
            #expect(before.contains { $0.hasSuffix(" UTC") })
            let profile = try await browser.choose(language: "", timeZone: "Asia/Kolkata")
            #expect(profile.document.chosen("time_zone") == "Asia/Kolkata")
            let after = try await browser.get("/dashboard").document.all("time").map(\.text)
            #expect(after.contains { $0.hasSuffix(" UTC+5:30") })
            #expect(!after.contains { $0.hasSuffix(" UTC") })
        }
    }

    @Test func `what is on no list is refused, and the rest stays chosen`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let page = try await browser.choose(language: "de", timeZone: "Moon/Tycho")
            #expect(page.status == 422)
            #expect(page.document.error(of: "time-zone") == "Please choose a time zone from the list.")
            #expect(page.document.chosen("language") == "de")
            let other = try await browser.choose(language: "xx", timeZone: "")
            #expect(other.document.error(of: "language") == "Please choose a language from the list.")
            #expect(try await browser.get("/profile").document.first("html")?["lang"] == "en")
        }
    }
}
