import Testing

@testable import SiteTestSupport

@Suite struct UploadBodyTests {
    private static let limit = 64 * 1024

    private func file(_ bytes: [UInt8], name: String = "me.png") -> (name: String, file: Form.File) {
        ("avatar", Form.File(name: name, type: "image/png", bytes: bytes))
    }

    /// Nothing of a refused upload is kept.
    private func expectNothingLeft(_ site: TestSite) async throws {
        #expect(try site.incoming.isEmpty)
        #expect(try site.storedFiles.isEmpty)
        #expect(try await site.storedAvatar() == nil)
    }

    private func expectMessage(_ message: String, _ reply: Reply, status: Int = 422) {
        #expect(reply.status == status)
        #expect(reply.document.input("avatar")?["aria-invalid"] == "true")
        #expect(reply.document.descriptions(of: "avatar").first == message)
    }

    @Test func `a form without a file asks for one`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            expectMessage(
                "Please choose a picture first.", try await browser.submit("/profile/avatar", on: "/profile"))
            for body in [Encoding.multipart([("avatar", "text")], files: []), Encoding.multipart([], files: [])] {
                let reply = try await site.post(
                    "/profile/avatar", body, type: Encoding.multipartType, cookie: browser.cookieHeader)
                #expect(reply.status == 422 || reply.status == 400)
            }
            try await expectNothingLeft(site)
        }
    }

    @Test func `an empty file is no picture`() async throws {
        try await withSite { site in
            let reply = try await site.member().upload([])
            #expect(reply.status == 422)
            #expect(reply.document.input("avatar")?["aria-invalid"] == "true")
            try await expectNothingLeft(site)
        }
    }

    @Test(arguments: ["just text", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "%PDF-1.7", "GIF8", "BM"])
    func `a file that is no picture is reported beside the field`(text: String) async throws {
        try await withSite { site in
            let reply = try await site.member().upload(Array(text.utf8))
            expectMessage("This is not a picture in PNG, JPEG, GIF or WebP format.", reply)
            try await expectNothingLeft(site)
        }
    }

    @Test(arguments: Picture.allCases)
    func `a truncated picture is reported beside the field`(picture: Picture) async throws {
        try await withSite { site in
            let reply = try await site.member().upload(Array(try picture.bytes.prefix(12)))
            expectMessage("This picture is damaged, or of a kind that cannot be read.", reply)
            try await expectNothingLeft(site)
        }
    }

    @Test func `a file over the limit is reported beside the field`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let bytes = try Picture.png.bytes + [UInt8](repeating: 0, count: Self.limit)
            expectMessage("This picture is larger than 64 KB.", try await browser.upload(bytes), status: 413)
            let body = Encoding.multipart([], files: [file(bytes)])
            let chunked = try await site.postChunked(
                "/profile/avatar", body, type: Encoding.multipartType, cookie: browser.cookieHeader)
            expectMessage("This picture is larger than 64 KB.", chunked, status: 413)
            try await expectNothingLeft(site)
        }
    }

    @Test func `a body over the limit of the route is refused`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let reply = try await browser.upload([UInt8](repeating: 0, count: Self.limit + 17 * 1024))
            #expect(reply.status == 413)
            #expect(reply.document.error(of: "avatar") == "This picture is larger than 64 KB.")
            let body = Encoding.multipart([("x", String(repeating: "x", count: 100 * 1024))], files: [])
            let chunked = try await site.postChunked(
                "/profile/avatar", body, type: Encoding.multipartType, cookie: browser.cookieHeader)
            #expect(chunked.status == 413)
            try await expectNothingLeft(site)
        }
    }

    @Test func `broken multipart is refused`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let good = Encoding.multipart([], files: [file(try Picture.png.bytes)])
            let two = Encoding.multipart([], files: [file(try Picture.png.bytes), file(try Picture.gif.bytes)])
            let bodies: [[UInt8]] = [
                [], Array("junk".utf8), Array("--\(Encoding.boundary)\r\n".utf8), Array(good.dropLast(20)),
                good + Array("more".utf8), Array("junk\r\n".utf8) + good, two,
                Array(String(repeating: "x", count: 5000).utf8),
            ]
            for (number, body) in bodies.enumerated() {
                let reply = try await site.post(
                    "/profile/avatar", body, type: Encoding.multipartType, cookie: browser.cookieHeader)
                #expect(reply.status == 400, "\(number)")
                try await expectNothingLeft(site)
            }
        }
    }

    @Test(arguments: [
        nil, "application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=",
        "multipart/mixed; boundary=x", "image/png",
    ])
    func `another type is refused`(type: String?) async throws {
        try await withSite { site in
            let cookie = try await site.member().cookieHeader
            let body = Encoding.multipart([], files: [file(try Picture.png.bytes)])
            #expect(try await site.post("/profile/avatar", body, type: type, cookie: cookie).status == 415)
            try await expectNothingLeft(site)
        }
    }

    @Test func `a stranger's upload is not even read`() async throws {
        try await withSite { site in
            let body = Encoding.multipart([], files: [file(try Picture.png.bytes)])
            let reply = try await site.post("/profile/avatar", body, type: Encoding.multipartType)
            #expect(reply.status == 303 && reply.location == "/login?next=/profile")
            #expect(try site.incoming.isEmpty)
        }
    }

    @Test func `a refused picture leaves the one before`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            try await browser.upload(try Picture.png.bytes)
            let before = try site.storedFiles
            #expect(try await browser.upload(Array("text".utf8)).status == 422)
            #expect(try site.storedFiles == before)
            #expect(try await site.storedAvatar() == before.first.map { String($0.prefix(48)) })
        }
    }
}
