import PathKit
import Testing

@Suite struct FailureTests {
    /// The page of a fault of ours, and its line in the log.
    private func expectExplained(_ reply: Reply, status: Int, _ site: TestSite) throws {
        #expect(reply.status == status)
        let id = try #require(reply["X-Request-ID"])
        #expect(reply.document.first("code")?.text == id)
        let errors = site.log.entries(from: .error)
        #expect(errors.count == 1)
        #expect(errors.first?.metadata["request"] == id)
        #expect(errors.first?.metadata["error"]?.isEmpty == false)
    }

    @Test func aDatabaseThatIsGoneIsAPageAndALine() async throws {
        try await withSite { site in
            let browser = try await site.member()
            try site.loseDatabase()
            let reply = try await browser.get("/dashboard")
            try expectExplained(reply, status: 500, site)
            #expect(reply.document.first("h1")?.text == "Something went wrong")
            #expect(!reply.text.lowercased().contains("sqlite"))
            #expect(try await site.request("GET", "/").status == 200)
        }
    }

    @Test func withoutItsDatabaseTheSiteIsUpButNotReady() async throws {
        try await withSite { site in
            try site.loseDatabase()
            #expect(try await site.request("GET", "/healthz").status == 200)
            let ready = try await site.request("GET", "/readyz")
            #expect(ready.status == 503 && ready.text == "not ready\n")
        }
    }

    @Test func aFolderThatIsGoneIsAPageAndALine() async throws {
        try await withSite { site in
            let (browser, incoming) = (try await site.member(), site.uploads + "incoming")
            try incoming.delete()
            try incoming.write("in the way")
            try expectExplained(try await browser.upload(try Picture.png.bytes), status: 500, site)
            #expect(try site.pictures == ["incoming"])
            try incoming.delete()
            try incoming.mkdir()
            #expect(try await browser.upload(try Picture.png.bytes).path == "/profile")
        }
    }

    @Test func aPictureThatIsGoneFromTheDiskIsNotFound() async throws {
        try await withSite { site in
            let browser = try await site.member()
            try await browser.upload(try Picture.png.bytes)
            let name = try #require(try site.pictures.first)
            try (site.uploads + name).delete()
            #expect(try await browser.get("/avatars/\(name)").status == 404)
            #expect(try await browser.upload(try Picture.gif.bytes).path == "/profile")
        }
    }

    @Test func aPictureThatCannotBeReadIsAPageAndALine() async throws {
        try await withSite { site in
            let browser = try await site.member()
            try await browser.upload(try Picture.png.bytes)
            let name = try #require(try site.pictures.first)
            try (site.uploads + name).delete()
            try (site.uploads + name).mkdir()
            try expectExplained(try await browser.get("/avatars/\(name)"), status: 500, site)
            #expect(try await browser.isSignedIn())
        }
    }

    /// Keeps the one worker of the hashing queue busy for as long as `body` takes.
    private func whileHashing(_ site: TestSite, _ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            let hashing = site.hashing
            let flag = Flag()
            group.addTask { try await hashing.run { flag.wait() } }
            while hashing.load == 0 { try await Task.sleep(for: .milliseconds(1)) }
            defer { flag.set() }
            try await body()
        }
    }

    @Test func whoCannotBeServedNowIsToldWhenToTryAgain() async throws {
        try await withSite(SiteOptions(hashingDepth: 0)) { site in
            let browser = try await site.member()
            try await browser.signOut()
            try await whileHashing(site) {
                for reply in [try await browser.signIn("alice"), try await Browser(site).signUp("bob")] {
                    #expect(reply.status == 503)
                    #expect(reply["Retry-After"] == "5")
                    #expect(reply.document.first("h1")?.text == "The site is busy")
                }
                #expect(try await site.request("GET", "/login").status == 200)
            }
            #expect(site.log.entries(from: .error).isEmpty)
            #expect(try await browser.signIn("alice").path == "/dashboard")
        }
    }

    @Test func aBusySiteDoesNotCountAsAWrongGuess() async throws {
        try await withSite(SiteOptions(hashingDepth: 0)) { site in
            _ = try await site.member()
            try await whileHashing(site) {
                for _ in 0..<5 { try await Browser(site).signIn("alice") }
            }
            let reply = try await Browser(site).signIn("alice")
            #expect(reply.path == "/dashboard")
        }
    }

    @Test func anOrphanOfAnEarlierRunIsSweptAtTheStart() async throws {
        try await withSite { site in
            let browser = try await site.member()
            try await browser.upload(try Picture.png.bytes)
            let kept = try site.pictures
            try (site.uploads + "00000000000000000000000000000001.png").write("orphan")
            try (site.uploads + "incoming" + "half").write("half")
            try await site.openAgain()
            #expect(try site.pictures == kept)
            #expect(try site.incoming.isEmpty)
        }
    }
}
