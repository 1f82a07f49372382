import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct LiveRoomTests {
    private let room = "/rooms/1-everyone"
    private let frame = ["Sec-Fetch-Dest": "document"]

    @Test func `a browser that says so gets the page with frames, any other the plain page`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let page = try await alice.get(room, headers: frame)
            let frames = page.document.all("iframe")
            #expect(frames.map { $0["name"] } == ["live", "composer", "act"])
            #expect(frames[0]["src"] == "/rooms/1-everyone/live/b1-en")
            #expect(frames[1]["src"] == "/rooms/1-everyone/compose#body")
            #expect(page["Content-Security-Policy"]?.contains("frame-src 'self'; frame-ancestors 'none'") == true)
            for headers in [[:], ["Sec-Fetch-Dest": "iframe"], ["Sec-Fetch-Dest": "empty"]] {
                let plain = try await alice.get(room, headers: headers)
                #expect(plain.document.all("iframe").isEmpty)
                #expect(plain["Content-Security-Policy"]?.contains("frame-src") == false)
            }
            #expect(try await alice.get("\(room)?at=1", headers: frame).document.all("iframe").isEmpty)
        }
    }

    @Test func `Safari gets no fragment, which would swallow what is typed`() async throws {
        try await withSite { site in
            let agent = "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15"
            let alice = try await site.member(userAgent: agent)
            let page = try await alice.get(room, headers: frame)
            #expect(page.document.all("iframe")[1]["src"] == "/rooms/1-everyone/compose")
        }
    }

    @Test func `a browser can have plain pages, and live ones again`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let form = try await alice.get(room, headers: frame).document.form("\(room)/view")
            try await alice.submit(form, Form.Input(fields: ["view": "plain"]))
            #expect(try await alice.get(room, headers: frame).document.all("iframe").isEmpty)
            try await alice.submit("\(room)/view", on: room, ["view": "live"])
            #expect(try await !alice.get(room, headers: frame).document.all("iframe").isEmpty)
        }
    }

    @Test func `the keepers lead to each other and can be kept`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let contents = [("a1-en", "b1-en", "stream"), ("b1-de", "a1-de", "recent")]
            for (name, other, content) in contents {
                let reply = try await alice.get("\(room)/live/\(name)")
                #expect(reply["Cache-Control"] == "private, max-age=604800, immutable")
                #expect(reply["Content-Security-Policy"]?.contains("frame-src 'self'; frame-ancestors 'self'") == true)
                #expect(reply["Cross-Origin-Embedder-Policy"] == "require-corp")
                #expect(reply["Cross-Origin-Resource-Policy"] == "same-origin")
                let refresh = reply.document.all("meta").first { $0["http-equiv"] == "refresh" }
                #expect(refresh?["content"] == "1; url=\(room)/live/\(other)")
                #expect(reply.document.first("iframe")?["src"] == "\(room)/\(content)")
                // It is kept whoever is signed in.
                #expect(!reply.text.contains("alice"))
            }
            for name in ["c1-en", "a0-en", "a01-en", "a1", "a1-fr", "a1-en-"] {
                #expect(try await alice.get("\(room)/live/\(name)").status == 404, "\(name)")
            }
        }
    }

    @Test func `whatever is in a frame may be there, errors and redirects too`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let form = try await alice.get("\(room)/compose").document.form("\(room)/compose")
            for body in ["Hello", " "] {
                let reply = try await alice.submit(form, Form.Input(fields: ["body": body]), follow: false)
                #expect(reply.status == (body == " " ? 422 : 303))
                #expect(reply["Content-Security-Policy"]?.contains("frame-ancestors 'self'") == true)
                #expect(reply["X-Frame-Options"] == "SAMEORIGIN")
                #expect(reply["Cross-Origin-Embedder-Policy"] == "require-corp")
            }
            for path in ["\(room)/stream", "\(room)/recent", "/rooms/99/stream"] {
                let reply = try await alice.get(
                    path, headers: path.hasPrefix("/rooms/99") ? ["Sec-Fetch-Dest": "iframe"] : [:])
                #expect(reply["Content-Security-Policy"]?.contains("frame-ancestors 'self'") == true, "\(path)")
                #expect(reply["Content-Type"] == "text/html; charset=utf-8")
            }
        }
    }

    @Test func `a composer in its frame keeps what was refused, and empties after a message`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            let sent = try await alice.submit(
                "\(room)/compose", on: "\(room)/compose", ["body": "Hello"], follow: false)
            #expect(sent.location == "\(room)/compose#body")
            #expect(try await alice.get(room).document.messages.count == 1)
            let text = String(repeating: "x", count: 4_001)
            let refused = try await alice.submit("\(room)/compose", on: "\(room)/compose", ["body": text])
            #expect(refused.status == 422)
            #expect(refused.document.error(of: "body") == "This has 4001 characters. It may have 4000.")
            #expect(try refused.document.form("\(room)/compose").controls.first { $0.name == "body" }?.value == text)
            let lines = try await alice.submit(
                "\(room)/compose", on: "\(room)/compose?lines=1", ["body": "one\ntwo"], follow: false)
            #expect(lines.status == 303)
        }
    }

    @Test func `what was typed stays when the field gets several lines, or one`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            try await alice.say("What is this?", in: room)
            func field(_ page: Document) throws -> String? {
                try page.form("\(room)/compose").controls.first { $0.name == "body" }?.value
            }
            let long = try await alice.submit(
                "\(room)/compose", on: "\(room)/compose?reply=1", ["body": "A bean", "lines": "1"])
            #expect(long.status == 200)
            #expect(try field(long.document) == "A bean" && long.document.first("textarea") != nil)
            #expect(long.document.first("p")?.text.contains("What is this?") == true)
            let short = try await alice.submit(
                "\(room)/compose", on: "\(room)/compose?lines=1", ["body": "A bean\r\nor two", "lines": "0"])
            #expect(try field(short.document) == "A bean or two" && short.document.first("textarea") == nil)
            #expect(try await alice.get(room).document.messages.count == 1)
        }
    }

    @Test func `an answer says what it answers, and can be given up`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            try await alice.say("What is this?", in: room)
            let page = try await alice.get("\(room)/compose?reply=1").document
            #expect(page.first("p")?.text.contains("What is this?") == true)
            // The links in the stream are the same for all browsers; this one's field gets the focus.
            let link = try await alice.get("\(room)/compose?answer=1", follow: false)
            #expect(link.location == "\(room)/compose?reply=1#body")
            let given = try await alice.submit(
                "\(room)/compose", on: "\(room)/compose?reply=1", ["body": "A ro", "cancel": "1"])
            #expect(given.status == 200 && given.document.first("p")?.text.contains("What is this?") != true)
            let kept = try given.document.form("\(room)/compose").controls
            #expect(kept.contains { $0.name == "body" && $0.value == "A ro" })
            #expect(!kept.contains { $0.name == "reply" })
            try await alice.submit("\(room)/compose", on: "\(room)/compose?reply=1", ["body": "A room"])
            let message = try #require(try await alice.get(room).document.message(2))
            #expect(message.text.contains("What is this?"))
        }
    }
}

extension LiveRoomTests {
    @Test func `what was written is there to be copied when the session has ended meanwhile`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            _ = try await site.accounts.administration.endSessions(of: site.person("alice").id, by: .commandLine)
            let fields = [("key", "x"), ("body", "A long </textarea><b>thought")]
            let file = Form.File(name: "a.txt", type: "text/plain", bytes: Array("a".utf8))
            for (type, body) in [
                (Encoding.multipartType, Encoding.multipart(fields, files: [])),
                (Encoding.multipartType, Encoding.multipart(fields, files: [("file", file)])),
                ("application/x-www-form-urlencoded", Array(Encoding.urlEncoded(fields).utf8)),
            ] {
                let reply = try await alice.exchange(
                    WireRequest(
                        method: "POST", path: "\(room)/compose",
                        headers: ["Sec-Fetch-Dest": "iframe", "Content-Type": type], body: body))
                #expect(reply.status == 403)
                #expect(reply.document.first("textarea")?.text.trimmingPrefix("\n") == "A long </textarea><b>thought")
                #expect(reply.document.all("b").isEmpty)
                #expect(reply.document.first("a")?["href"] == "/login?next=\(room)")
            }
            let large = [("body", String(repeating: "x", count: 70_000))]
            let refused = try await alice.exchange(
                WireRequest(
                    method: "POST", path: "\(room)/compose",
                    headers: ["Sec-Fetch-Dest": "iframe", "Content-Type": Encoding.multipartType],
                    body: Encoding.multipart(large, files: [])))
            #expect(refused.status == 403 && refused.document.first("textarea") == nil)
        }
    }

    @Test func `after an action, a message is in view that the live room would not show`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            for number in 1...6 { try await alice.say("Message \(number)", in: room) }
            for (number, place) in [(1, "\(room)?at=1#m1"), (2, "\(room)#m2")] {
                var request = WireRequest(method: "POST", path: "\(room)/messages/\(number)/react")
                request.headers = ["Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Dest": "document"]
                request.body = Array(Encoding.urlEncoded([("emoji", "🌱")]).utf8)
                #expect(try await alice.post(request, follow: false).location == place)
                // The plain page has the newest fifty.
                request.headers["Sec-Fetch-Dest"] = nil
                #expect(try await alice.post(request, follow: false).location == "\(room)#m\(number)")
            }
        }
    }

    @Test func `a direct conversation begins, and no room`() async throws {
        try await withSite { site in
            let alice = try await site.member()
            _ = try await site.member("bob")
            let talk = try await alice.submit("/rooms/direct", on: "/rooms/direct", ["people": "bob"]).path
            for (path, words) in [(talk, "The conversation begins here."), (room, "The room begins here.")] {
                #expect(try await alice.get("\(path)/recent").text.contains(words), "\(path)")
            }
        }
    }

    @Test func `who signs out is told so in the frames, and elsewhere is sent to the sign-in page`() async throws {
        try await withSite { site in
            let stranger = Browser(site)
            let framed = try await stranger.get("\(room)/recent", headers: ["Sec-Fetch-Dest": "iframe"], follow: false)
            #expect(framed.status == 403)
            #expect(framed.document.first("h1")?.text == "You are signed out")
            #expect(framed.document.first("base")?["target"] == "_top")
            #expect(try await stranger.get("\(room)/recent", follow: false).location?.hasPrefix("/login?next=") == true)
        }
    }
}
