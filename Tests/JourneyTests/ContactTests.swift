import Testing

@testable import Site
@testable import SiteTestSupport

/// The site's name, whom people ask for help, and the footer's links.
@Suite struct ContactTests {
    private static let options: SiteOptions = {
        var options = SiteOptions()
        var branding = Branding()
        branding.givenName = "Garden <Club>"
        branding.contact = Branding.Contact("anna@example.org")
        branding.links = [Branding.Link("Imprint=https://example.org/imprint")].compactMap(\.self)
        branding.frontText = "We dig & we plant.\n\nCome in <b>now</b>."
        options.branding = branding
        return options
    }()

    private func link(_ page: Document, to target: String) -> String? {
        page.all("a").first { $0["href"] == target }?.text
    }

    @Test func `the pages of signing in say whom to ask`() async throws {
        try await withSite { site in
            let text = try await Browser(site).get("/login").text
            #expect(text.contains("Forgot your password? Ask whoever runs this site for a link."))
        }
        try await withSite(Self.options) { site in
            let page = try await Browser(site).get("/login").document
            #expect(page.all("p").contains { $0.text == "Forgot your password? Ask anna@example.org for a link." })
            #expect(link(page, to: "mailto:anna@example.org") == "anna@example.org")
        }
    }

    @Test func `so do the errors that an operator has to mend`() async throws {
        try await withSite(Self.options) { site in
            _ = try await site.member("ada")
            _ = try await site.member("bob")
            try await site.accounts.administration.disable(site.person("bob").id, by: .commandLine)
            let disabled = try await Browser(site).signIn("bob")
            let alert = disabled.document.all("p").first { $0["role"] == "alert" }?.text
            #expect(alert == "This account has been disabled. Please ask anna@example.org.")
            let dead = try await Browser(site).get("/reset/" + String(repeating: "A", count: 43))
            let main = dead.document.first("main")
            #expect(dead.status == 404 && main?.text.contains("Contact: anna@example.org") == true)
            // A mistyped address is nobody's fault.
            let missing = try await Browser(site).get("/nowhere").document.first("main")
            #expect(missing?.text.contains("Contact") == false)
        }
    }

    @Test func `a fault of the site says it too, with the number for the operator`() async throws {
        try await withSite(Self.options) { site in
            let browser = try await site.member()
            try site.loseDatabase()
            let reply = try await browser.get("/profile")
            #expect(reply.status == 500)
            #expect(reply.document.first("main")?.text.contains("Contact: anna@example.org") == true)
            #expect(reply.text.contains("Number for the operator: <code>\(reply["X-Request-ID"] ?? "?")</code>"))
        }
    }

    @Test func `name, words and links of the operator are on the front page, as text`() async throws {
        try await withSite(Self.options) { site in
            let page = try await Browser(site).get("/").document
            #expect(page.first("title")?.text == "Garden <Club>")
            #expect(page.first("h1")?.text == "Garden <Club>")
            let words = page.all("p").filter { $0["class"] == "words" }.map(\.text)
            #expect(words == ["We dig & we plant.", "Come in <b>now</b>."])
            #expect(link(page, to: "https://example.org/imprint") == "Imprint")
            #expect(try await Browser(site).get("/login").document.first("title")?.text == "Sign in · Garden <Club>")
            // Operators read about files and binaries elsewhere.
            #expect(!page.root.text.contains("SQLite"))
        }
    }

    @Test(arguments: [
        ("anna@example.org", "mailto:anna@example.org"), ("mailto:anna@example.org", "mailto:anna@example.org"),
        ("https://example.org/help", "https://example.org/help"), ("Anna in the office", nil),
        ("javascript:alert(1)", nil), ("a@b@c", nil),
    ])
    func `what can be followed is a link`(text: String, target: String?) throws {
        #expect(try #require(Branding.Contact(text)).target == target)
    }

    @Test(arguments: [
        "", "Imprint", "=https://example.org", "Imprint=", "Imprint=javascript:alert(1)", "Imprint=//example.org",
        "A\nB=https://example.org",
    ])
    func `what is no link is refused`(text: String) {
        #expect(Branding.Link(text) == nil)
    }
}
