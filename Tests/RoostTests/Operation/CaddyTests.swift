import Foundation
import PathKit
import Testing

/// The site behind Caddy, with the configuration that is given to operators.
@Suite(.enabled(if: Caddy.isInstalled, "caddy, openssl or curl is not installed"))
struct CaddyTests {
    @Test func `people sign up, with a cookie for https alone, and are seen at their own address`() async throws {
        try await Caddy.run { caddy in
            let reply = try await caddy.signUp()
            #expect(reply.status == 303 && reply.version == "2")
            let cookies = reply.head.split(separator: "\n").filter { $0.lowercased().hasPrefix("set-cookie:") }
            let sessions = cookies.filter { $0.contains(" __Host-session_token=") }
            #expect(sessions.count == 1)
            // What a client says of itself is not believed.
            let forged = ["--header", "X-Forwarded-For: 192.0.2.7", "--interface", "127.0.0.9"]
            #expect(try await caddy.curl.get("\(caddy.address)/dashboard", forged).status == 200)
            #expect(try await caddy.site.daemon.hear(/address=([^ ]+) .*path=\/dashboard/) == "127.0.0.9")
            #expect(!caddy.site.daemon.said.contains("192.0.2.7"))
        }
    }

    @Test func `a message may be larger than anything else, and a picture is refused by the site itself`() async throws
    {
        try await Caddy.run { caddy in
            try await caddy.signUp()
            let large = try LargeFile(17_000_000, in: caddy.folder)
            for path in ["/rooms/1-everyone/messages", "/rooms/1-everyone/compose"] {
                let reply = try await caddy.curl.run(large.asMessage + [caddy.address + path])
                #expect(reply.status == 303, "\(path)")
            }
            let picture = try LargeFile(21_000_000, in: caddy.folder)
            let reply = try await caddy.curl.run([
                "--form", "avatar=@\(picture.path)", "\(caddy.address)/profile/avatar",
            ])
            #expect(reply.status == 413 && reply.body.contains("id=\"avatar-error\""))
        }
    }

    @Test func `while the site is stopped, Caddy says when to come back`() async throws {
        try await Caddy.run { caddy in
            await caddy.site.daemon.stop()
            let reply = try await caddy.curl.get("\(caddy.address)/dashboard")
            #expect(reply.status == 502 && reply.body == "The site is being restarted. Try again in a minute.")
        }
    }

    @Test func `a WebSocket goes through, and what an open room is sent comes at once`() async throws {
        try await Caddy.run { caddy in
            try await caddy.signUp()
            let handshake = [
                "--http1.1", "--max-time", "3", "--header", "Connection: Upgrade", "--header", "Upgrade: websocket",
                "--header", "Sec-WebSocket-Version: 13", "--header", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            ]
            #expect(try await caddy.curl.get("\(caddy.address)/live", handshake).status == 101)
            // It does not end, and so curl gives up; what has come until then is there.
            let events = try await caddy.curl.get(
                "\(caddy.address)/rooms/1-everyone/events", ["--max-time", "3", "--no-buffer"])
            #expect(events.status == 200 && events.body.contains("still here"))
        }
    }

    @Test func `a check through Caddy says that responses come as they are written`() async throws {
        try await Caddy.run { caddy in
            let line = try await caddy.check()
            #expect(line.hasPrefix("ok") && line.contains("passes responses on as they come"), "\(line)")
        }
    }
}
