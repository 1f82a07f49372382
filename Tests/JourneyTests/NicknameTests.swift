import Foundation
import Testing

@testable import SiteTestSupport

@Suite struct NicknameTests {
    @Test func `a new nickname shows everywhere`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let profile = try await browser.rename(to: "Ally")
            #expect(profile.path == "/profile")
            #expect(profile.flash == "Your nickname has been saved.")
            #expect(profile.document.input("nickname")?["value"] == "Ally")
            let dashboard = try await browser.get("/dashboard").document
            let names: [String] = dashboard.all("bdi").map(\.text)
            #expect(names.filter { $0 == "Ally" }.count == 2)
        }
    }

    @Test func `any script and emoji are fine`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            for name in ["Ζωή", "محمد", "李小龍", "👩‍👩‍👧‍👦 Family", "Zoe\u{308}"] {
                let page = try await browser.rename(to: name).document
                #expect(page.input("nickname")?["value"] == name.precomposedStringWithCanonicalMapping)
            }
        }
    }

    @Test func `the sessions of other devices see it too`() async throws {
        try await withSite { site in
            let (browser, other) = (try await site.member(), try await site.device())
            try await browser.rename(to: "Ally")
            #expect(try await other.get("/dashboard").document.first("h1")?.text == "Hello, Ally")
        }
    }
}
