import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct AccentColorTests {
    @Test(arguments: ["#7d2464", "#1D5C3F", "#000000", "#0057b7"])
    func `a dark colour is taken`(text: String) {
        #expect(AccentColor(text) != nil)
    }

    @Test(arguments: ["", "#fff", "7d2464", "#7d246", "#7d24641", "#ffee00", "#808080", "#gggggg", "#+12345", "red"])
    func `what is no colour, or too light for white text, is refused`(text: String) {
        #expect(AccentColor(text) == nil)
    }

    @Test func `the style sheet has it, and a lighter one on dark pages`() async throws {
        var options = SiteOptions()
        var branding = Branding()
        branding.accent = AccentColor("#1d5c3f")
        options.branding = branding
        try await withSite(options) { site in
            let page = try await Browser(site).get("/login").document
            let path = try #require(page.all("link").first { $0["rel"] == "stylesheet" }?["href"])
            let sheet = try await Browser(site).get(path).text
            #expect(sheet.hasPrefix("/* Roost."))
            let own = try #require(sheet.components(separatedBy: ":root { --fig: ").dropFirst().first)
            #expect(own.hasPrefix("#1d5c3f;"))
            #expect(!sheet.hasSuffix(own) && sheet.contains("prefers-color-scheme: dark"))
        }
    }

    @Test func `a logo stands beside the name`() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "roost-logo-\(UUID().uuidString).svg")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data("<svg xmlns='http://www.w3.org/2000/svg'/>".utf8).write(to: file)
        var options = SiteOptions()
        var branding = Branding()
        branding.logo = Logo(path: file.path)
        options.branding = branding
        try await withSite(options) { site in
            let page = try await Browser(site).get("/login").document
            let path = try #require(page.all("img").first?["src"])
            #expect(path.hasPrefix("/static/logo."))
            let reply = try await Browser(site).get(path)
            #expect(reply["Content-Type"] == "image/svg+xml" && reply.text.hasPrefix("<svg"))
            // A script in it would not run.
            #expect(reply["Content-Security-Policy"]?.hasPrefix("default-src 'none'") == true)
        }
        #expect(Logo(path: "/etc/passwd") == nil && Logo(path: "/none.png") == nil)
    }
}
