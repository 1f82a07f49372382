import Foundation
import PathKit
import Testing

@testable import Roost

/// The site behind nginx, with the configuration that is given to operators.
@Suite(.enabled(if: Nginx.isInstalled, "nginx, openssl or curl is not installed"))
struct NginxTests {
    @Test func `people sign up, with a cookie for https alone, and are seen at their own address`() async throws {
        try await Nginx.run { nginx in
            let reply = try await nginx.signUp()
            #expect(reply.status == 303 && reply.version == "2")
            let cookies = reply.head.split(separator: "\n").filter { $0.lowercased().hasPrefix("set-cookie:") }
            let sessions = cookies.filter { $0.contains(" __Host-session_token=") }
            #expect(sessions.count == 1)
            let insecure = cookies.filter { !$0.contains("; Secure") }
            #expect(insecure.isEmpty)
            #expect(reply["Strict-Transport-Security"] != nil)
            // What a client says of itself is not believed: only the proxy is.
            let forged = ["--header", "X-Forwarded-For: 192.0.2.7", "--interface", "127.0.0.9"]
            #expect(try await nginx.curl.get("\(nginx.address)/dashboard", forged).status == 200)
            #expect(try await nginx.site.daemon.hear(/address=([^ ]+) .*path=\/dashboard/) == "127.0.0.9")
            #expect(!nginx.site.daemon.said.contains("192.0.2.7"))
        }
    }

    @Test func `plain http leads to https`() async throws {
        try await Nginx.run { nginx in
            let reply = try await nginx.curl.get("http://roost.test:\(nginx.plainPort)/login?next=/profile")
            #expect(reply.status == 308)
            #expect(reply["Location"] == "\(nginx.address)/login?next=/profile")
        }
    }

    @Test func `pictures are uploaded, and what is too large is refused by nginx or by the site`() async throws {
        try await Nginx.run { nginx in
            try await nginx.signUp()
            let target = "\(nginx.address)/profile/avatar"
            let picture = ["--form", "avatar=@\(try nginx.site.picture())"]
            #expect(try await nginx.curl.run(picture + [target]).status == 303)
            let page = try await nginx.curl.get("\(nginx.address)/profile").body
            let path = try #require(page.firstMatch(of: /"(\/avatars\/[^"]+\.webp)"/)).1
            #expect(
                try await nginx.curl.get(nginx.address + path, ["--output", "picture"])["Content-Type"] == "image/webp")
            // The site's limit is 20 MB, nginx's 32. Both say it in a page, nginx in one of the operator's.
            for (megabytes, answers) in [(21, "roost"), (34, "nginx")] {
                let file = nginx.folder + Path("large")
                try file.write(Data(count: megabytes * 1_000_000))
                let reply = try await nginx.curl.run(["--form", "avatar=@\(file)", target])
                #expect(reply.status == 413)
                #expect(reply.body.contains("id=\"avatar-error\"") == (answers == "roost"), "\(megabytes)")
                #expect(reply.body.contains("This is too large") == (answers == "nginx"), "\(megabytes)")
            }
        }
    }

    @Test func `a message may be larger than anything else`() async throws {
        try await Nginx.run { nginx in
            try await nginx.signUp()
            let large = try LargeFile(17_000_000, in: nginx.folder)
            for path in ["/rooms/1-everyone/messages", "/rooms/1-everyone/compose"] {
                let reply = try await nginx.curl.run(large.asMessage + [nginx.address + path])
                #expect(reply.status == 303, "\(path)")
            }
            // Without a token, the API says so, and not nginx.
            let reply = try await nginx.curl.run(large.asMessage + ["\(nginx.address)/api/v1/rooms/1/messages"])
            #expect(reply.status == 401)
        }
    }

    @Test func `while the site is stopped, a page says when to come back`() async throws {
        try await Nginx.run { nginx in
            await nginx.site.daemon.stop()
            try nginx.site.socket?.handle.close()
            let reply = try await nginx.curl.get("\(nginx.address)/dashboard")
            #expect(reply.status == 502 && reply["Retry-After"] == "10")
            #expect(reply.body.contains("Try again in a minute."))
            #expect(reply.body.contains("Versuch es in einer Minute noch einmal."))
        }
    }

    @Test func `a body without a length is read as it comes, and ended at the limit`() async throws {
        try await Nginx.run { nginx in
            try await nginx.signUp()
            let (chunked, target) = (
                ["--http1.1", "--header", "Transfer-Encoding: chunked"], "\(nginx.address)/profile/avatar"
            )
            let picture = ["--form", "avatar=@\(try nginx.site.picture())"]
            #expect(try await nginx.curl.run(chunked + picture + [target]).status == 303)
            let file = nginx.folder + Path("large")
            try file.write(Data(count: 21_000_000))
            #expect(try await nginx.curl.run(chunked + ["--form", "avatar=@\(file)", target]).status == 413)
        }
    }

    @Test func `a WebSocket goes through, and no other protocol`() async throws {
        try await Nginx.run { nginx in
            try await nginx.signUp()
            let handshake = [
                "--http1.1", "--max-time", "3", "--header", "Connection: Upgrade", "--header", "Upgrade: websocket",
                "--header", "Sec-WebSocket-Version: 13", "--header", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            ]
            let reply = try await nginx.curl.get("\(nginx.address)/live", handshake)
            #expect(reply.status == 101)
            #expect(reply["Sec-WebSocket-Accept"] == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
            let other = ["--http1.1", "--header", "Connection: Upgrade", "--header", "Upgrade: h2c"]
            #expect(try await nginx.curl.get("\(nginx.address)/dashboard", other).status == 200)
        }
    }

    @Test(arguments: [
        (Nginx.protocolToSite, "ok", "passes responses on as they come"),
        ("proxy_http_version 1.0; proxy_ignore_headers X-Accel-Buffering;", "wrong", "holds responses back"),
    ])
    func `a check through nginx says whether responses come as they are written`(
        lines: String, grade: String, text: String
    ) async throws {
        try await Nginx.run(with: lines) { nginx in
            let line = try await nginx.check()
            #expect(line.hasPrefix(grade) && line.contains(text))
        }
    }

    @Test func `nginx keeps its connections to the site`() async throws {
        try await Nginx.run { nginx in
            let before = try await nginx.site.metrics()
            let pages = ["\(nginx.address)/static/roost.css?[1-40]", "--output", "answers"]
            _ = try await nginx.curl.run(pages)
            let after = try await nginx.site.metrics()
            let name = "roost_connections_accepted_total"
            // One for each of its processes at most.
            #expect(after.total(name) - before.total(name) <= 2)
            #expect(after.total("roost_http_requests_total") - before.total("roost_http_requests_total") == 40)
        }
    }

    @Test func `links with a secret are not in nginx's log`() async throws {
        try await Nginx.run { nginx in
            for path in ["reset", "join", "feeds", "hooks"] {
                _ = try await nginx.curl.get("\(nginx.address)/\(path)/precious?also=precious")
            }
            _ = try await nginx.curl.get("\(nginx.address)/login?next=precious", ["--referer", "precious"])
            // It is written when the answer is out, which the client may know first.
            var log = ""
            while !log.contains("/login") {
                try await Task.sleep(for: .milliseconds(10))
                log = try (nginx.folder + Path("roost.log")).read()
            }
            for path in ["reset", "join", "feeds", "hooks"] { #expect(log.contains("\"GET /\(path)/- HTTP/2.0\"")) }
            #expect(!log.contains("precious"))
        }
    }

    @Test func `no request is lost while nginx reads its configuration again`() async throws {
        try await Nginx.run { nginx in
            let lost = try await nginx.lostRequests { try await nginx.reload() }
            #expect(lost.isEmpty)
        }
    }

    @Test func `no request is lost while the site starts again on a socket from systemd`() async throws {
        try await Nginx.run { nginx in
            var second: Daemon?
            let lost = await ServedSite.outcome {
                try await nginx.lostRequests {
                    second = try await nginx.restart()
                    // An answer that only the new one can have given.
                    #expect(try await nginx.curl.get("\(nginx.address)/login").status == 200)
                }
            }
            await second?.stop()
            let requests = try lost.get()
            #expect(requests.isEmpty)
        }
    }
}
