import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct UserEndpointTests {
    @Test func `only what is given is changed`() async throws {
        try await withSite { site in
            let client = try await site.apiMember()
            let first = try await client.patch("users/me", ["nickname": "Alice B.", "language": "de"])
            #expect(try first.status == 200 && first.data["nickname"] as? String == "Alice B.")
            let second = try await client.patch(
                "users/me", ["time_zone": "Europe/Berlin", "status": "in the garden", "emoji": "🌱"])
            #expect(try second.data["language"] as? String == "de")
            #expect(try second.data["time_zone"] as? String == "Europe/Berlin")
            let third = try await client.patch("users/me", ["language": NSNull(), "emoji": NSNull()])
            #expect(try third.data["language"] is NSNull)
            let me = try await client.get("users/me").data
            #expect(me["nickname"] as? String == "Alice B." && me["time_zone"] as? String == "Europe/Berlin")
            let profile = try await client.get("users/@alice").data
            #expect(profile["status"] as? String == "in the garden" && profile["status_emoji"] is NSNull)
        }
    }

    @Test func `a mistake in one field changes none`() async throws {
        try await withSite { site in
            let client = try await site.apiMember()
            let mistakes: [(String, Any)] = [
                ("language", "tlh"), ("time_zone", "Mars/Olympus"), ("emoji", "no emoji"),
                ("status", String(repeating: "a", count: 81)), ("nickname", ""),
            ]
            for (field, value) in mistakes {
                let reply = try await client.patch(
                    "users/me", ["nickname": "Changed", "language": "de", "status": "x"].merging([field: value]) { $1 })
                #expect(reply.status == 422 && reply.problemFields == [field], "\(field)")
                let me = try await client.get("users/me").data
                #expect(me["nickname"] as? String == "alice" && me["language"] is NSNull, "\(field)")
            }
        }
    }

    @Test func `people are found by number and by name, and those who are not there are not`() async throws {
        try await withSite { site in
            let client = try await site.apiMember("alice")
            _ = try await site.apiMember("bob")
            _ = try await site.apiMember("1234567")
            let bob = try await client.get("users/@bob").data
            let id = try #require(bob["id"] as? Int)
            #expect(try await client.get("users/\(id)").data["username"] as? String == "bob")
            #expect(bob["role"] == nil && bob["language"] == nil)
            #expect(try await client.get("users/@1234567").data["username"] as? String == "1234567")
            for path in ["users/999", "users/@nobody", "users/0", "users/-1", "users/bob", "users/@", "users/@@bob"] {
                #expect(try await client.get(path).status == 404, "\(path)")
            }
        }
    }

    @Test func `a picture is sent, replaced by a drawn one and taken away`() async throws {
        try await withSite { site in
            let client = try await site.apiMember()
            let before = try await client.get("users/me").data["avatar_url"] as? String
            #expect(try await client.send("POST", "users/me/avatar").status == 204)
            let drawn = try await client.get("users/me").data["avatar_url"] as? String
            #expect(drawn != before)
            let picture = Encoding.multipart(
                [], files: [("avatar", Form.File(name: "a.png", type: "image/png", bytes: try Picture.png.bytes))])
            let type = ["Content-Type": Encoding.multipartType]
            #expect(try await client.send("POST", "users/me/avatar", headers: type, body: picture).status == 204)
            #expect(try await client.get("users/me").data["has_avatar"] as? Bool == true)
            let text = Encoding.multipart(
                [], files: [("avatar", Form.File(name: "a.png", type: "image/png", bytes: Array("no picture".utf8)))])
            let refused = try await client.send("POST", "users/me/avatar", headers: type, body: text)
            #expect(refused.status == 422 && refused.problemFields == ["avatar"])
            #expect(try await client.delete("users/me/avatar").status == 204)
            #expect(try await client.get("users/me").data["avatar_url"] as? String == drawn)
        }
    }

    @Test func `activity comes in pages`() async throws {
        try await withSite { site in
            let client = try await site.apiMember()
            for number in 0..<5 {
                site.clock.advance(by: 61)
                try await client.patch("users/me", ["nickname": "Alice \(number)"])
            }
            var (ids, cursor, pages) = ([Int](), "", 0)
            repeat {
                let reply = try await client.get("users/me/activity?limit=2\(cursor)")
                ids += try reply.list.compactMap { $0["id"] as? Int }
                cursor = try reply.next.map { "&cursor=\($0)" } ?? ""
                pages += 1
            } while !cursor.isEmpty && pages < 10
            #expect(pages == 3 && ids.count == 6 && ids == ids.sorted(by: >) && Set(ids).count == 6)
        }
    }

    @Test(arguments: [
        ("cursor=0", 400), ("cursor=-1", 400), ("cursor=x", 400), ("cursor=1e3", 400), ("cursor=", 400),
        ("cursor=99999999999999999999", 400), ("limit=0", 422), ("limit=101", 422), ("limit=-1", 422), ("limit=x", 422),
        ("limit=999999999999999999999", 422), ("cursor=%00", 400), ("limit=%FF", 400),
    ])
    func `a cursor or a limit that is none is refused`(query: String, status: Int) async throws {
        try await withSite { site in
            let client = try await site.apiMember()
            let reply = try await client.get("users/me/activity?\(query)")
            #expect(reply.status == status && reply.problem != nil)
        }
    }

    @Test func `everything about oneself comes in one file`() async throws {
        try await withSite { site in
            let client = try await site.apiMember()
            let reply = try await client.get("users/me/export")
            #expect(reply.status == 200)
            #expect(try reply.json["conversation"] != nil)
            let token = try #require(client.refreshToken)
            #expect(!reply.text.contains(token))
        }
    }

    @Test func `an account is deleted with its password only`() async throws {
        try await withSite { site in
            let client = try await site.apiMember()
            let wrong = try await client.delete("users/me", ["password": "not my password"])
            #expect(wrong.status == 403 && wrong.problem == "wrong-password")
            let word = try await client.delete("users/me", ["password": TestSite.password, "messages": "burn"])
            #expect(word.status == 422 && word.problemFields == ["messages"])
            #expect(try await client.get("users/me").status == 200)
            #expect(
                try await client.delete("users/me", ["password": TestSite.password, "messages": "remove"]).status == 204
            )
            #expect(try await client.get("users/me").status == 401)
        }
    }
}

@Suite struct ProtectionEndpointTests {
    @Test func `a second factor is set up, its codes replaced, and switched off`() async throws {
        try await withSite { site in
            let client = try await site.apiMember()
            #expect(try await client.get("users/me/two-factor").data["is_on"] as? Bool == false)
            #expect(try await client.post("users/me/two-factor/confirm", ["code": "123456"]).status == 409)
            let key = try #require(try await client.post("users/me/two-factor").data["key"] as? String)
            let app = Authenticator(key: key, clock: site.clock)
            let wrong = try await client.post("users/me/two-factor/confirm", ["code": app.wrongCode])
            #expect(wrong.status == 422 && wrong.problemFields == ["code"])
            let codes = try await client.post("users/me/two-factor/confirm", ["code": app.code]).data["codes"]
            #expect((codes as? [String])?.count == 10)
            let again = try await client.post("users/me/two-factor/codes").data["codes"] as? [String]
            #expect(again?.count == 10 && again != codes as? [String])
            #expect(try await client.post("users/me/two-factor").status == 409)
            let signIn = try await client.post("auth/signin", ["username": "alice", "password": TestSite.password])
            #expect(signIn.status == 202)
            #expect(try await client.delete("users/me/two-factor").status == 204)
            #expect(try await client.get("users/me/two-factor").data["is_on"] as? Bool == false)
        }
    }

    @Test func `who says that a sign-in was not theirs ends it`() async throws {
        try await withSite { site in
            let client = try await site.apiMember()
            let intruder = try await site.device(userAgent: "Intruder/1.0")
            let entry = try #require(
                try await client.get("users/me/activity").list.first { $0["kind"] as? String == "signedIn" })
            let id = try #require(entry["id"] as? Int)
            #expect(
                try await site.apiMember("bob").send(
                    "PUT", "users/me/activity/\(id)", json: ["review": "denied"]
                ).status == 404)
            #expect(try await client.send("PUT", "users/me/activity/\(id)", json: ["review": "perhaps"]).status == 422)
            #expect(try await client.send("PUT", "users/me/activity/\(id)", json: ["review": "denied"]).status == 204)
            #expect(try await !intruder.isSignedIn())
            #expect(try await client.get("users/me").status == 200)
        }
    }
}
