import Testing

@testable import SiteTestSupport

@Suite struct AvatarTests {
    @Test(arguments: Picture.allCases)
    func `a picture of every format is taken and shown`(picture: Picture) async throws {
        try await withSite { site in
            let browser = try await site.member()
            let reply = try await browser.upload(try picture.bytes)
            #expect(reply.path == "/profile")
            #expect(reply.flash == "Your new picture is in place.")
            let path = try reply.avatar
            #expect(try site.storedFiles.map { "/avatars/\($0)" }.contains(path))
            #expect(try await browser.get(path)["Content-Type"] == "image/webp")
            #expect(try await browser.avatar(on: "/dashboard") == path)
            #expect(try site.incoming.isEmpty)
        }
    }

    @Test func `it is kept in every size and all are served`() async throws {
        try await withSite { site in
            let path = try await site.member().upload(try Picture.png.bytes).avatar
            let sizes = [48, 96, 128, 256, 512, 1024].map { path.replacing("-128.webp", with: "-\($0).webp") }
            #expect(Set(try site.storedFiles.map { "/avatars/\($0)" }) == Set(sizes))
            for size in sizes {
                let reply = try await site.request("GET", size)
                #expect(reply.status == 200 && reply["Content-Type"] == "image/webp")
                #expect(reply.body.starts(with: "RIFF".utf8))
            }
            #expect(try await site.request("GET", path.replacing("-128", with: "-64")).status == 404)
        }
    }

    @Test func `pages give its size and one for dense screens`() async throws {
        try await withSite { site in
            let page = try await site.member().upload(try Picture.png.bytes)
            let images = page.document.all("img").filter { $0["class"] == "avatar" }
            #expect(images.map { $0["width"] } == ["48", "128"] && images.map { $0["height"] } == ["48", "128"])
            for (image, side) in zip(images, [48, 128]) {
                let path = try #require(image["src"])
                #expect(path.hasSuffix("-\(side).webp"))
                let dense = path.replacing("-\(side).webp", with: "-\(side * 2).webp")
                #expect(image["srcset"] == "\(dense) 2x")
                #expect(try await site.request("GET", dense).status == 200)
            }
            #expect(images.last?["alt"] == "Your picture")
        }
    }

    @Test func `it is served for good and can do nothing`() async throws {
        try await withSite { site in
            let path = try await site.member().upload(try Picture.png.bytes).avatar
            let reply = try await site.request("GET", path)
            #expect(reply["Cache-Control"] == "public, max-age=31536000, immutable")
            #expect(reply["X-Content-Type-Options"] == "nosniff")
            #expect(reply["Content-Security-Policy"]?.contains("sandbox") == true)
            #expect(reply["Content-Security-Policy"]?.contains("default-src 'none'") == true)
            #expect(reply["Content-Disposition"]?.hasPrefix("inline; filename=") == true)
            #expect(reply["Cross-Origin-Resource-Policy"] == "same-origin")
        }
    }

    @Test func `a browser that has it gets 304`() async throws {
        try await withSite { site in
            let path = try await site.member().upload(try Picture.png.bytes).avatar
            let tag = try #require(try await site.request("GET", path)["ETag"])
            for candidate in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
                let reply = try await site.request("GET", path, ["If-None-Match": candidate])
                #expect(reply.status == 304, "\(candidate)")
                #expect(reply["ETag"] == tag)
            }
            #expect(try await site.request("GET", path, ["If-None-Match": "\"other\""]).status == 200)
        }
    }

    @Test func `a replaced picture is removed from the disk`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let first = try await browser.upload(try Picture.png.bytes).avatar
            let second = try await browser.upload(try Picture.gif.bytes).avatar
            #expect(first != second)
            #expect(try site.storedFiles.allSatisfy { second.hasPrefix("/avatars/\($0.prefix(48))") })
            #expect(try site.storedFiles.count == 6)
            #expect(try await browser.get(first).status == 404)
        }
    }

    @Test func `a removed picture gives way to the generated one`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let generated = try await browser.avatar(on: "/profile")
            try await browser.upload(try Picture.png.bytes)
            let reply = try await browser.submit("/profile/avatar/delete", on: "/profile")
            #expect(reply.flash == "Your picture has been removed.")
            #expect(try reply.avatar == generated)
            #expect(try site.storedFiles.isEmpty)
            #expect(!reply.document.forms.contains { $0.action == "/profile/avatar/delete" })
        }
    }

    @Test func `removing a picture twice is fine`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let reply = try await browser.post("/profile/avatar/delete")
            #expect(reply.status == 303 && reply.location == "/profile")
            #expect(reply.cookie("flash") == nil)
        }
    }

    @Test func `the generated picture is an image that stays`() async throws {
        try await withSite { site in
            let path = try await site.member().avatar(on: "/profile")
            let (first, second) = (try await site.request("GET", path), try await site.request("GET", path))
            #expect(first.status == 200)
            #expect(first["Content-Type"] == "image/svg+xml")
            #expect(first.body == second.body)
            #expect(first["ETag"] != nil)
        }
    }

    @Test func `another picture is drawn when asked for`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            let first = try await browser.avatar(on: "/profile")
            let reply = try await browser.submit("/profile/avatar/redraw", on: "/profile")
            #expect(reply.flash == "Here is another picture.")
            #expect(try reply.avatar != first)
            #expect(try await browser.avatar(on: "/dashboard") == reply.avatar)
            #expect(try await browser.get(try reply.avatar)["Content-Type"] == "image/svg+xml")
        }
    }

    @Test func `what was sent is never served as it came`() async throws {
        try await withSite { site in
            let trailer = Array("<script>hidden behind the picture</script>".utf8)
            let path = try await site.member().upload(try Picture.png.bytes + trailer).avatar
            let served = try await site.request("GET", path)
            #expect(served.status == 200)
            #expect(!served.text.contains("hidden behind the picture"))
        }
    }

    @Test(arguments: [
        ("", "This file is empty."), ("%PDF-1.7", "This is not a picture in PNG, JPEG, GIF or WebP format."),
        ("GIF89a\u{1}\0\u{1}\0\0\0\0", "This picture is damaged, or of a kind that cannot be read."),
    ])
    func `a file that is no picture is refused beside the field`(content: String, message: String) async throws {
        try await withSite { site in
            let reply = try await site.member().upload(Array(content.utf8), name: "me.png")
            #expect(reply.status == 422)
            #expect(reply.text.contains(message))
            #expect(try site.incoming.isEmpty)
            #expect(try site.storedFiles.isEmpty)
        }
    }

    @Test func `many at once are made in turn`() async throws {
        try await withSite { site in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        let browser = try await site.member("person\(number)")
                        return try await browser.upload(try Picture.jpeg.bytes, follow: false).status
                    }
                }
                for try await status in group { #expect(status == 303) }
            }
            #expect(try site.storedFiles.count == 8 * 6)
        }
    }

    @Test func `the file's name is ours and not the sender's`() async throws {
        try await withSite { site in
            let browser = try await site.member()
            try await browser.upload(try Picture.png.bytes, name: "../../evil.html")
            #expect(try site.storedFiles.allSatisfy { $0.wholeMatch(of: /[0-9a-f]{48}-\d+\.webp/) != nil })
        }
    }
}
