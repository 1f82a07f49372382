import Foundation
import Testing

@testable import SiteTestSupport

/// Messages with files, by the forms of the pages.
@Suite struct AttachmentTests {
    private func file(_ name: String, _ text: String = "Seed,Rows\nbean,3\n") -> Form.File {
        Form.File(name: name, bytes: Array(text.utf8))
    }

    private func picture(_ name: String = "bed.jpg") throws -> Form.File {
        Form.File(name: name, type: "image/jpeg", bytes: try Picture.jpeg.bytes)
    }

    /// Links to files on a page.
    private func links(_ reply: Reply) -> [String] {
        reply.document.all("a").compactMap { $0["href"] }.filter { $0.hasPrefix("/files/") }
    }

    @Test func `a message with a picture and a file shows both`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let room = try await alice.makeRoom("Garden")
            let page = try await alice.say("Look", in: room, files: [picture(), file("plan.csv")])
            #expect(page.status == 200 && links(page) == ["/files/1/bed.webp", "/files/2/plan.csv"])
            let image = try #require(page.document.all("img").first { $0["src"] == "/files/1/thumbnail" })
            #expect(image["width"] == "8" && image["height"] == "8" && image["alt"] == "bed.webp")
            #expect(page.document.all("a").first { $0["href"] == "/files/2/plan.csv" }?["download"] != nil)
            #expect(page.document.message(1)?.text.contains("17 B") == true)
            #expect(try site.incoming.isEmpty && site.storedFiles.count == 3)
        }
    }

    @Test func `a message may be files alone, but not nothing`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let room = try await alice.makeRoom("Garden")
            #expect(try await alice.say("", in: room, files: [file("plan.csv")]).document.messages.count == 1)
            let refused = try await alice.say("", in: room)
            #expect(refused.status == 422 && refused.document.error(of: "body") == "Please write something first.")
        }
    }

    @Test func `a file is served as what it is and can do nothing`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let room = try await alice.makeRoom("Garden")
            try await alice.say(
                "", in: room, files: [picture(), file("x\u{E9} %221%22.html", "<script>alert(1)</script>")])
            let image = try await alice.get("/files/1/bed.webp")
            #expect(image["Content-Type"] == "image/webp" && image.body.starts(with: "RIFF".utf8))
            #expect(image["Content-Disposition"] == "inline; filename*=UTF-8''bed.webp")
            let text = try await alice.get("/files/2/x%C3%A9%20%221%22.html")
            #expect(text["Content-Type"] == "text/plain" && text.body == Array("<script>alert(1)</script>".utf8))
            #expect(text["Content-Disposition"] == "attachment; filename*=UTF-8''x%C3%A9%20%221%22.html")
            for reply in [image, text, try await alice.get("/files/1/thumbnail")] {
                #expect(reply["Cache-Control"] == "private, max-age=31536000, immutable")
                #expect(reply["X-Content-Type-Options"] == "nosniff")
                let policy = try #require(reply["Content-Security-Policy"])
                #expect(policy.contains("default-src 'none'") && policy.hasSuffix("sandbox"))
                #expect(reply["Cross-Origin-Resource-Policy"] == "same-origin")
                #expect(reply["Accept-Ranges"] == "bytes")
            }
            let tag = try #require(image["ETag"])
            #expect(try await alice.get("/files/1/bed.webp", headers: ["If-None-Match": tag]).status == 304)
        }
    }

    @Test func `a part of a file is served to who asks for it`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let room = try await alice.makeRoom("Garden")
            try await alice.say("", in: room, files: [file("ten.txt", "0123456789")])
            let path = "/files/1/ten.txt"
            let part = try await alice.get(path, headers: ["Range": "bytes=2-4"])
            #expect(part.status == 206 && part.body == Array("234".utf8))
            #expect(part["Content-Range"] == "bytes 2-4/10" && part["Content-Length"] == "3")
            let none = try await alice.get(path, headers: ["Range": "bytes=10-"])
            #expect(none.status == 416 && none["Content-Range"] == "bytes */10")
            let tag = try #require(part["ETag"])
            #expect(try await alice.get(path, headers: ["Range": "bytes=0-0", "If-Range": tag]).status == 206)
            #expect(try await alice.get(path, headers: ["Range": "bytes=0-0", "If-Range": "\"x\""]).status == 200)
            #expect(try await alice.get(path, headers: ["Range": "bytes=0-0,2-3"]).body.count == 10)
        }
    }

    @Test func `a large file comes whole, and in parts`() async throws {
        var options = SiteOptions()
        options.maxAttachment = 1_000_000
        try await withSite(options) { site in
            let alice = try await site.member()
            let room = try await alice.makeRoom("Garden")
            let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
            try await alice.say("", in: room, files: [Form.File(name: "noise.bin", bytes: bytes)])
            #expect(try await alice.get("/files/1/noise.bin").body == bytes)
            let part = try await alice.get("/files/1/noise.bin", headers: ["Range": "bytes=100000-299998"])
            #expect(part.status == 206 && part.body == Array(bytes[100_000..<299_999]))
        }
    }

    @Test func `only those in the room get its files`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let bob = try await site.member("bob")
            let room = try await alice.makeRoom("Garden")
            try await alice.say("Look", in: room, files: [picture()])
            let stranger = Browser(site)
            for path in ["/files/1/bed.webp", "/files/1/thumbnail"] {
                #expect(try await bob.get(path).status == 404)
                #expect(try await stranger.get(path, follow: false).location?.hasPrefix("/login") == true)
            }
            // Who looks in sees that there is a file.
            let page = try await bob.get(room)
            #expect(page.document.message(1)?.text.contains("bed.webp") == true && links(page).isEmpty)
            #expect(page.document.all("img").allSatisfy { $0["src"]?.hasPrefix("/files/") != true })
            try await bob.submit("\(room)/join", on: room)
            #expect(try await bob.get("/files/1/bed.webp").status == 200)
            #expect(try await bob.get("/files/1/other.webp").status == 404)
            #expect(try await bob.get("/files/2/bed.webp").status == 404)
            try await bob.submit("\(room)/leave", on: room)
            #expect(try await bob.get("/files/1/bed.webp").status == 404)
        }
    }

    @Test func `a deleted message takes its files along`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let room = try await alice.makeRoom("Garden")
            try await alice.say("", in: room, files: [picture(), file("plan.csv")])
            try await alice.submit("\(room)/messages/1/delete", on: "\(room)/messages/1")
            #expect(try await alice.get("/files/1/bed.webp").status == 404)
            try await site.removeUnusedFiles()
            #expect(try site.storedFiles.isEmpty)
            #expect(try await site.count("attachment") == 0)
        }
    }
}

/// Where the beginning of a message stands for it.
@Suite struct FileOnlyMessageTests {
    @Test func `a message of files alone is called a file wherever it is quoted, listed, found or reported`()
        async throws
    {
        try await withSite { site in
            let alice = try await site.member()
            let bob = try await site.member("bob")
            let room = "/rooms/1-everyone"
            try await bob.say("", in: room, files: [Form.File(name: "plan.csv", bytes: [0x61])])
            #expect(try await alice.get("/rooms").document.all("p").contains { $0.text.contains("A file") })
            let found = try await alice.get("/search?q=has%3Afile")
            #expect(found.document.all("p").contains { $0.text == "A file" })
            try await alice.submit("\(room)/messages/1/report", on: "\(room)/messages/1", ["reason": "Odd"])
            #expect(try await alice.get("/reports").document.all("p").contains { $0.text == "A file" })
            try await alice.submit("\(room)/messages", on: "\(room)/messages/1", ["body": "What is it?"])
            #expect(try await alice.get(room).document.message(2)?.text.contains("A file") == true)
        }
    }
}

/// What is wrong with a message keeps its good files.
@Suite struct RefusedAttachmentTests {
    private func file(_ name: String, bytes: Int = 5) -> Form.File {
        Form.File(name: name, bytes: Array(repeating: 0x61, count: bytes))
    }

    @Test func `a text that is too long comes back with the files, which need not be sent again`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let room = try await alice.makeRoom("Garden")
            let refused = try await alice.say(String(repeating: "x", count: 4_001), in: room, files: [file("a.txt")])
            #expect(refused.status == 422)
            var form = try refused.document.form("\(room)/messages")
            #expect(form.controls.first { $0.name == "attached" }?.isChecked == true)
            var sent = try await alice.submit(form, Form.Input(fields: ["body": "Short"]))
            #expect(sent.document.message(1)?.text.contains("a.txt") == true)
            // Or they are left out.
            let again = try await alice.say(String(repeating: "x", count: 4_001), in: room, files: [file("b.txt")])
            form = try again.document.form("\(room)/messages")
            sent = try await alice.submit(form, Form.Input(fields: ["body": "Without"], ticked: ["attached": false]))
            #expect(sent.document.message(2)?.text.contains("b.txt") == false)
        }
    }

    @Test func `a file that is too large is named, text and other files are kept`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let room = try await alice.makeRoom("Garden")
            let refused = try await alice.say(
                "My words", in: room, files: [file("large.bin", bytes: 64 * 1024 + 1), file("small.txt")])
            #expect(refused.status == 413)
            #expect(refused.document.error(of: "body") == "“large.bin” is larger than 64 KB.")
            let form = try refused.document.form("\(room)/messages")
            #expect(form.controls.first { $0.name == "body" }?.value == "My words")
            let sent = try await alice.submit(form)
            #expect(sent.document.message(1)?.text.contains("small.txt") == true)
            #expect(try site.incoming.isEmpty)
        }
    }

    @Test func `a picture that cannot be read is refused`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let room = try await alice.makeRoom("Garden")
            let broken = Form.File(name: "x.gif", bytes: Array("GIF89a".utf8))
            let refused = try await alice.say("", in: room, files: [broken])
            #expect(refused.status == 422 && refused.document.error(of: "body")?.contains("“x.gif” is damaged") == true)
            #expect(try await alice.say("", in: room, files: [file("e", bytes: 0)]).status == 422)
            #expect(try await site.count("message") == 0)
            #expect(try await site.count("attachment") == 0)
            #expect(try site.incoming.isEmpty && site.storedFiles.isEmpty)
        }
    }

    @Test func `there are at most ten files`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let room = try await alice.makeRoom("Garden")
            let sent = try await alice.say("", in: room, files: (1...10).map { file("\($0).txt") })
            #expect(sent.document.all("a").filter { $0["href"]?.hasPrefix("/files/") == true }.count == 10)
            let refused = try await alice.say("Words", in: room, files: (1...11).map { file("\($0).txt") })
            #expect(refused.status == 422 && refused.document.error(of: "body") != nil)
            #expect(try site.incoming.isEmpty && site.storedFiles.count == 10)
        }
    }

    @Test func `a form that is sent twice is one message with its files once`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let room = try await alice.makeRoom("Garden")
            let form = try await alice.get(room).document.form("\(room)/messages")
            var request = WireRequest(method: "POST", path: form.action)
            request.headers["Content-Type"] = Encoding.multipartType
            request.headers["Cookie"] = alice.cookieHeader
            request.headers["Origin"] = site.options.publicURL
            let fields = try form.entries(Form.Input(fields: ["body": "Once"]))
            request.body = Encoding.multipart(fields, files: [("file", file("a.txt"))])
            let statuses = try await withThrowingTaskGroup(of: Int.self) { [request] group in
                for _ in 0..<3 { group.addTask { try await site.exchange(request).status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses == [303, 303, 303])
            #expect(try await site.exchange(request).status == 303)
            #expect(try await site.count("message") == 1)
            #expect(try await site.count("attachment WHERE number IS NOT NULL") == 1)
            try await site.removeUnusedFiles()
            #expect(try await site.count("attachment") == 1)
            #expect(try site.storedFiles.count == 1)
        }
    }

    @Test func `who has no room left can write but not send files`() async throws {
        var options = SiteOptions()
        options.conversationLimits.bytesPerPerson = 10
        try await withSite(options) { site in
            let alice = try await site.member()
            let room = try await alice.makeRoom("Garden")
            try await alice.say("", in: room, files: [file("a.txt", bytes: 10)])
            let refused = try await alice.say("More", in: room, files: [file("b.txt", bytes: 1)])
            #expect(refused.status == 422)
            #expect(refused.document.error(of: "body")?.hasPrefix("Your files take 10 B of the 10 B") == true)
            #expect(try await alice.say("Words", in: room).status == 200)
            let page = try await alice.get("/files")
            #expect(
                page.document.all("dd").first?.text.contains("10 B of 10 B") == true
                    && page.document.all("meter").first?["value"] == "1")
        }
    }

    @Test func `nobody can attach the file of another`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let bob = try await site.member("bob")
            let room = try await alice.makeRoom("Garden")
            try await bob.submit("\(room)/join", on: room)
            _ = try await alice.say(String(repeating: "x", count: 4_001), in: room, files: [file("a.txt")])
            #expect(try await site.count("attachment") == 1)
            let form = try await bob.get(room).document.form("\(room)/messages")
            var request = WireRequest(method: "POST", path: form.action)
            request.headers["Content-Type"] = Encoding.multipartType
            request.body = Encoding.multipart(try form.entries(Form.Input()) + [("attached", "1")], files: [])
            #expect(try await bob.post(request, follow: false).status == 422)
            #expect(try await bob.get("/files/1/a.txt").status == 404)
            #expect(try await alice.get("/files/1/a.txt").status == 200)
        }
    }

    @Test func `an outsider's files are gone when they are refused`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let bob = try await site.member("bob")
            let room = try await alice.makeRoom("Garden")
            var request = WireRequest(method: "POST", path: "\(room)/messages")
            request.headers["Content-Type"] = Encoding.multipartType
            request.body = Encoding.multipart([("body", "x")], files: [("file", file("a.txt"))])
            #expect(try await bob.post(request, follow: false).status == 403)
            #expect(try site.incoming.isEmpty && site.storedFiles.isEmpty)
        }
    }
}

@Suite struct FileListTests {
    @Test func `a room lists its files and a person their own`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let room = try await alice.makeRoom("Garden")
            for number in 1...55 {
                site.clock.advance(by: 60)
                let file = Form.File(name: "\(number).txt", bytes: [0x61])
                try await alice.say("", in: room, files: [file])
            }
            for path in ["\(room)/files", "/files"] {
                let page = try await alice.get(path)
                let newest = page.document.all("bdi").map(\.text).filter { $0.hasSuffix(".txt") }
                #expect(newest.first == "55.txt")
                let older = try #require(page.document.all("a").first { $0["rel"] == "prev" }?["href"])
                let names = try await alice.get(older).document.all("bdi").map(\.text).filter { $0.hasSuffix(".txt") }
                #expect(names == ["5.txt", "4.txt", "3.txt", "2.txt", "1.txt"])
            }
            #expect(try await alice.get("\(room)/files?before=x").status == 200)
            #expect(try await alice.get("/files?before=-1").status == 200)
        }
    }

    @Test func `administrators see what all files take, others do not`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let bob = try await site.member("bob")
            #expect(try await alice.get("/files").document.all("meter").count == 2)
            #expect(try await bob.get("/files").document.all("meter").count == 1)
        }
    }
}
