import Testing

@testable import SiteTestSupport

@Suite struct FlashTests {
    @Test func `a message is shown exactly once`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let reply = try await browser.rename(to: "Ally", follow: false)
            #expect(reply.cookie("flash")?.contains("Max-Age=60") == true)
            #expect(try await browser.get("/profile").flash != nil)
            #expect(browser.cookies["flash"] == nil)
            #expect(try await browser.get("/profile").flash == nil)
        }
    }

    @Test func `a request that shows no page leaves it for one that does`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            try await browser.rename(to: "Ally", follow: false)
            try await browser.get("/static/roost.css")
            try await browser.get("/healthz")
            try await browser.get("/", follow: false)
            #expect(try await browser.get("/profile").flash == "Your nickname has been saved.")
        }
    }

    @Test(arguments: ["<b>hi</b>", "signedup", "hello", "%3Cb%3E", ""])
    func `only messages of ours are shown`(value: String) async throws {
        try await withSite { site in
            let reply = try await site.request("GET", "/", ["Cookie": "flash=\(value)"])
            #expect(reply.status == 200)
            #expect(reply.flash == nil)
        }
    }
}
