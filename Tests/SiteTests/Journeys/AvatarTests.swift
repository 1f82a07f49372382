import Testing

@Suite struct AvatarTests {
    private func pictureOnPage(_ reply: Reply) throws -> String {
        try #require(reply.document.all("img").first { $0["class"] == "avatar" }?["src"])
    }

    @Test(arguments: Picture.allCases)
    func aPictureOfEveryFormatIsTakenAndShown(picture: Picture) async throws {
        try await withSite { site in
            let browser = try await site.member()
            let reply = try await browser.upload(try picture.bytes)
            #expect(reply.path == "/profile")
            #expect(reply.flash == "Your new picture is in place.")
            let path = try pictureOnPage(reply)
            #expect(path == "/avatars/\(try site.pictures.joined())")
            let served = try await browser.get(path)
            #expect(served.status == 200)
            #expect(served["Content-Type"]?.hasPrefix("image/") == true)
            #expect(try pictureOnPage(try await browser.get("/dashboard")) == path)
            #expect(try site.incoming.isEmpty)
        }
    }

    @Test func itIsServedForGoodAndCanDoNothing() async throws {
        try await withSite { site in
            let path = try pictureOnPage(try await site.member().upload(try Picture.png.bytes))
            let reply = try await site.request("GET", path)
            #expect(reply["Cache-Control"] == "public, max-age=31536000, immutable")
            #expect(reply["X-Content-Type-Options"] == "nosniff")
            #expect(reply["Content-Security-Policy"]?.contains("sandbox") == true)
            #expect(reply["Content-Security-Policy"]?.contains("default-src 'none'") == true)
            #expect(reply["Content-Disposition"]?.hasPrefix("inline; filename=") == true)
            #expect(reply["Cross-Origin-Resource-Policy"] == "same-origin")
        }
    }

    @Test func aBrowserThatHasItIsToldSo() async throws {
        try await withSite { site in
            let path = try pictureOnPage(try await site.member().upload(try Picture.png.bytes))
            let tag = try #require(try await site.request("GET", path)["ETag"])
            for candidate in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
                let reply = try await site.request("GET", path, ["If-None-Match": candidate])
                #expect(reply.status == 304, "\(candidate)")
                #expect(reply["ETag"] == tag)
            }
            #expect(try await site.request("GET", path, ["If-None-Match": "\"other\""]).status == 200)
        }
    }

    @Test func aReplacedPictureIsRemovedFromTheDisk() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let first = try pictureOnPage(try await browser.upload(try Picture.png.bytes))
            let second = try pictureOnPage(try await browser.upload(try Picture.gif.bytes))
            #expect(first != second)
            #expect(try site.pictures.map { "/avatars/\($0)" } == [second])
            #expect(try await browser.get(first).status == 404)
        }
    }

    @Test func aRemovedPictureGivesWayToTheGeneratedOne() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let generated = try pictureOnPage(try await browser.get("/profile"))
            try await browser.upload(try Picture.png.bytes)
            let reply = try await browser.submit("/profile/avatar/delete", on: "/profile")
            #expect(reply.flash == "Your picture has been removed.")
            #expect(try pictureOnPage(reply) == generated)
            #expect(try site.pictures.isEmpty)
            #expect(throws: (any Error).self) { try reply.document.form("/profile/avatar/delete") }
        }
    }

    @Test func removingAPictureTwiceIsFine() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let reply = try await browser.post("/profile/avatar/delete")
            #expect(reply.status == 303 && reply.location == "/profile")
            #expect(reply.cookie("flash") == nil)
        }
    }

    @Test func theGeneratedPictureIsAnImageThatStays() async throws {
        try await withSite { site in
            let path = try pictureOnPage(try await site.member().get("/profile"))
            let (first, second) = (try await site.request("GET", path), try await site.request("GET", path))
            #expect(first.status == 200)
            #expect(first["Content-Type"] == "image/svg+xml")
            #expect(first.body == second.body)
            #expect(first["ETag"] != nil)
        }
    }

    @Test func whatWasSentIsNeverServedAsItCame() async throws {
        try await withSite { site in
            let trailer = Array("<script>hidden behind the picture</script>".utf8)
            let path = try pictureOnPage(try await site.member().upload(try Picture.png.bytes + trailer))
            let served = try await site.request("GET", path)
            withKnownIssue("Pictures are checked and not yet decoded and written again") {
                #expect(!served.text.contains("hidden behind the picture"))
            }
        }
    }

    @Test func theNameOfTheFileIsOursAndNotTheSenders() async throws {
        try await withSite { site in
            let browser = try await site.member()
            try await browser.upload(try Picture.png.bytes, name: "../../evil.html")
            #expect(try site.pictures.joined().wholeMatch(of: /[0-9a-f]{32}\.(png|webp)/) != nil)
        }
    }
}
