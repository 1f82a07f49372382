import Testing

@testable import SiteTestSupport

@Suite struct SignOutTests {
    @Test func `signing out ends the session and clears the browser`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let token = try #require(browser.sessionToken)
            let reply = try await browser.signOut(follow: false)
            #expect(reply.status == 303 && reply.location == "/")
            #expect(reply["Clear-Site-Data"] == "\"cache\", \"storage\"")
            #expect(browser.sessionToken == nil)
            browser.cookies["session_token"] = token
            #expect(try await !browser.isSignedIn())
        }
    }

    @Test func `the front page says so`() async throws {
        try await withSite { site in
            let reply = try await site.member().signOut()
            #expect(reply.path == "/")
            #expect(reply.flash == "You have signed out.")
        }
    }

    @Test func `every page of a signed-in person has the form`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            for path in ["/dashboard", "/profile", "/profile/delete", "/nowhere"] {
                _ = try await browser.get(path).document.form("/logout")
            }
        }
    }

    @Test func `signing out twice is fine`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let token = try #require(browser.sessionToken)
            try await browser.signOut()
            for value in [nil, token] {
                browser.cookies["session_token"] = value
                let reply = try await browser.post("/logout")
                #expect(reply.status == 303 && reply.location == "/")
            }
        }
    }

    @Test func `other devices stay signed in`() async throws {
        try await withSite { site in
            let (first, second) = (try await site.member(), try await site.device())
            try await first.signOut()
            #expect(try await second.isSignedIn())
        }
    }
}
