import Testing

@Suite struct SignUpTests {
    @Test func signingUpLeadsToADashboardThatGreets() async throws {
        try await withSite { site in
            let browser = Browser(site)
            let reply = try await browser.signUp("alice", nickname: "Alice L.")
            #expect(reply.path == "/dashboard")
            #expect(reply.status == 200)
            #expect(reply.document.first("h1")?.text == "Hello, Alice L.")
            #expect(reply.flash == "Your account is ready. Welcome.")
        }
    }

    @Test func aNewMemberHasOneSessionAndItIsThisDevice() async throws {
        try await withSite { site in
            let page = try await site.member().get("/dashboard").document
            let rows = page.all("tbody").flatMap { $0.all("tr") }
            #expect(rows.count == 1)
            #expect(rows.first?.text.contains("this device") == true)
            #expect(rows.first?.text.contains("Firefox on Linux") == true)
            #expect(rows.first?.text.contains("127.0.0.1") == true)
            #expect(page.forms.map(\.action) == ["/logout"])
        }
    }

    @Test func anEmptyNicknameMeansTheUsername() async throws {
        try await withSite { site in
            let page = try await site.member("bob.b").get("/dashboard").document
            #expect(page.first("h1")?.text == "Hello, bob.b")
        }
    }

    @Test func capitalsInAUsernameAreStoredSmall() async throws {
        try await withSite { site in
            _ = try await site.member("ALICE")
            _ = try await site.device(of: "alice")
            #expect(try await site.count("user") == 1)
        }
    }

    @Test func aSignedInPersonIsLedPastSignUpAndSignInAndTheFrontPage() async throws {
        try await withSite { site in
            let browser = try await site.member()
            for path in ["/", "/signup", "/login"] {
                let reply = try await browser.get(path, follow: false)
                #expect(reply.status == 303 && reply.location == "/dashboard", "\(path)")
            }
        }
    }

    @Test func aSecondSignUpOfTheSignedInMakesNoAccount() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let reply = try await browser.post("/signup", [("username", "second"), ("password", TestSite.password)])
            #expect(reply.location == "/dashboard")
            #expect(try await site.count("user") == 1)
        }
    }

    @Test func theSessionOfASignUpLastsAsLongAsTheBrowser() async throws {
        try await withSite { site in
            let reply = try await Browser(site).signUp("alice", follow: false)
            let cookie = try #require(reply.cookie("session_token"))
            #expect(cookie.wholeMatch(of: /[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Lax/) != nil)
        }
    }
}
