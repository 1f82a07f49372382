import Foundation
import PathKit
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct ReloadTests {
    @Test func `a reloading library shows an edit`() throws {
        let folder = try TemplateFolder(["page.html": "one {{ name }}", "row.html": ""])
        let template = try folder.library(reloads: true).load(Sample.self)
        #expect(try template.render(Sample()).text == "one Al")
        try folder.write("two {{ name }}", to: "page.html")
        #expect(try template.render(Sample()).text == "two Al")
        try folder.write("{{ nobody }}", to: "page.html")
        #expect(throws: TemplateError.self) { try template.render(Sample()) }
    }

    @Test func `a library that does not reload keeps what it read`() throws {
        let folder = try TemplateFolder(["page.html": "one", "row.html": ""])
        let template = try folder.library().load(Sample.self)
        try folder.write("two", to: "page.html")
        #expect(try template.render(Sample()).text == "one")
    }

    @Test func `a site on a folder shows an edit and reports a broken one`() async throws {
        let copy = Path.temporary + "roost-assets-\(UUID().uuidString)"
        defer { try? copy.delete() }
        try copy.mkpath()
        for name in ["Templates", "Static"] { try (Path(SiteOptions.root) + name).copy(copy + name) }
        try await withSite(SiteOptions(assets: .folder(copy.string, reloads: true))) { site in
            let file = copy + "Templates" + "login.html"
            let text: String = try file.read()
            try file.write(text.replacing("Welcome back", with: "Hello again"))
            #expect(try await site.request("GET", "/login").text.contains("Hello again"))
            try file.write(text + "{{ oops }}")
            let broken = try await site.request("GET", "/login")
            #expect(broken.status == 500)
            // Whoever works on it sees it in the browser.
            #expect(broken.document.first("h1")?.text == "A template has a mistake")
            #expect(broken.text.contains("login.html:") && broken.text.contains("oops"))
            #expect(site.log.entries(from: .error).first?.metadata["error"]?.contains("login.html:") == true)
        }
    }
}
