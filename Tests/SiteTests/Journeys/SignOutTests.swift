import Testing

@Suite struct SignOutTests {
    @Test func signingOutEndsTheSessionAndClearsTheBrowser() async throws {
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

    @Test func theFrontPageSaysSo() async throws {
        try await withSite { site in
            let reply = try await site.member().signOut()
            #expect(reply.path == "/")
            #expect(reply.flash == "You have signed out.")
        }
    }

    @Test func everyPageOfTheSignedInHasTheForm() async throws {
        try await withSite { site in
            let browser = try await site.member()
            for path in ["/dashboard", "/profile", "/profile/delete", "/nowhere"] {
                _ = try await browser.get(path).document.form("/logout")
            }
        }
    }

    @Test func signingOutTwiceIsFine() async throws {
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

    @Test func otherDevicesStaySignedIn() async throws {
        try await withSite { site in
            let (first, second) = (try await site.member(), try await site.device())
            try await first.signOut()
            #expect(try await second.isSignedIn())
        }
    }
}
