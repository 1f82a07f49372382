import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct MessageEndpointTests {
    @Test func `a message is posted, read, edited, reacted to, pinned and deleted`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            let bob = try await site.apiMember("bob")
            let posted = try await alice.post("rooms/1/messages", ["body": "The *beans* are up, @bob."])
            #expect(posted.status == 201)
            let path = try #require(posted.location)
            #expect(try posted.data["body"] as? String == "The *beans* are up, @bob.")
            let reply = try await bob.post("rooms/1/messages", ["body": "At last!", "reply": 1])
            #expect(try (reply.data["reply_to"] as? [String: Any])?["number"] as? Int == 1)

            let emoji = "%F0%9F%8C%B1"
            #expect(try await bob.send("PUT", "\(path)/reactions/\(emoji)").status == 204)
            #expect(try await bob.send("PUT", "\(path)/reactions/\(emoji)").status == 204)
            let seen = try await bob.get(path).data
            let reaction = (seen["reactions"] as? [[String: Any]])?.first
            #expect(reaction?["count"] as? Int == 1 && reaction?["usernames"] as? [String] == ["bob"])
            #expect(seen["own_reactions"] as? [String] == ["🌱"])
            #expect(try await alice.get(path).data["own_reactions"] as? [String] == [])
            #expect(try await bob.delete("\(path)/reactions/\(emoji)").status == 204)
            for text in ["abc", "%F0", "%f0%9f%8c%b1"] {
                #expect(try await bob.send("PUT", "\(path)/reactions/\(text)").status == 404, "\(text)")
            }

            #expect(try await bob.send("PUT", path + "/pin").status == 204)
            #expect(try await alice.get("rooms/1/pins").list.count == 1)
            #expect(try await bob.delete(path + "/pin").status == 204)
            #expect(try await bob.patch(path, ["body": "Mine"]).status == 403)
            #expect(try await bob.delete(path).status == 403)
            #expect(try await alice.patch(path, ["body": "Gone again."]).data["body"] as? String == "Gone again.")
            #expect(try await alice.delete(path).status == 204)
            let gone = try await alice.get(path).data
            #expect(gone["is_deleted"] as? Bool == true && gone["body"] as? String == "")
        }
    }

    @Test func `the same Idempotency-Key posts once in a room, and another one again`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            let bob = try await site.apiMember("bob")
            func post(_ client: APIClient, _ key: String, to room: Int = 1) async throws -> Reply {
                try await client.send(
                    "POST", "rooms/\(room)/messages", json: ["body": "Once"], headers: ["Idempotency-Key": key])
            }
            let first = try await post(alice, "a")
            let again = try await post(alice, "a")
            #expect(first.status == 201 && again.status == 200 && first.location == again.location)
            #expect(try await post(alice, "b").status == 201)
            #expect(try await post(bob, "a").status == 201)
            let other = try #require(try await alice.post("rooms", ["name": "Garden"]).data["id"] as? Int)
            #expect(try await post(alice, "a", to: other).status == 201)
            #expect(try await alice.get("rooms/1/messages").list.count == 3)
            let long = try await post(alice, String(repeating: "k", count: 256))
            #expect(long.status == 400 && long.problem == "invalid-idempotency-key")
        }
    }

    @Test func `an edit of a version that is no more changes nothing`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            let posted = try await alice.post("rooms/1/messages", ["body": "One"])
            let (path, tag) = (try #require(posted.location), try #require(posted["ETag"]))
            func edit(_ body: String, _ tag: String) async throws -> Reply {
                try await alice.send("PATCH", path, json: ["body": body], headers: ["If-Match": tag])
            }
            let second = try await edit("Two", tag)
            #expect(second.status == 200)
            let late = try await edit("Three", tag)
            #expect(late.status == 412 && late.problem == "precondition-failed")
            for tag in ["W/\(tag)", "\"x\"", "1", "\"\"", "\(tag), \"x\""] {
                #expect(try await edit("Four", tag).status == 412, "\(tag)")
            }
            #expect(try await alice.get(path).data["body"] as? String == "Two")
            #expect(try await edit("Five", try #require(second["ETag"])).status == 200)
            #expect(try await edit("Six", "*").status == 200)
            let current = try #require(try await alice.get(path)["ETag"])
            let seventh = try await edit("Seven", "\"x\", \(current)")
            #expect(seventh.status == 200)
            let newest = try #require(seventh["ETag"])
            // What it quotes, and names, may have changed: the tag is of the message's own version.
            #expect(try await alice.send("GET", path, headers: ["If-None-Match": newest]).status == 200)
            for (tag, status) in [(current, 412), (newest, 204)] {
                #expect(try await alice.send("DELETE", path, headers: ["If-Match": tag]).status == status, "\(tag)")
            }
        }
    }

    @Test func `there is nothing after the last message, and nothing before the first`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            for number in 1...3 { try await alice.post("rooms/1/messages", ["body": "Message \(number)"]) }
            for query in ["after=3", "after=4", "after=\(Int64.max)", "before=1", "before=0"] {
                let page = try await alice.get("rooms/1/messages?\(query)")
                #expect(try page.list.isEmpty, "\(query)")
                #expect(try page.cursor("before") == nil && page.cursor("after") == nil, "\(query)")
            }
            #expect(try await alice.get("rooms/1/messages?after=2").list.map { $0["number"] as? Int } == [3])
        }
    }

    @Test func `a parameter that an operation does not have is refused`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            for (path, name) in [
                ("rooms/1/messages?befor=3", "befor"), ("rooms/1/members?limit=2", "limit"),
                ("search?q=beans&<b>=1", "<b>"), ("users/me?foo=1", "foo"), ("rooms/1/pins?x=", "x"),
            ] {
                let refused = try await alice.get(path)
                #expect(refused.status == 422 && refused.problemFields == [name], "\(path)")
            }
            // Also where nobody has signed in.
            let open = try await APIClient(site).post("auth/signin?foo=1", ["username": "a", "password": "b"])
            #expect(open.status == 422 && open.problemFields == ["foo"])
            for query in ["%zz", "a=%ff", "a=1&a=2"] {
                let refused = try await alice.get("users/me?\(query)")
                #expect(refused.status == 400 && refused.problem == "invalid-query", "\(query)")
            }
        }
    }

    @Test func `messages of people whom one has blocked are marked, in every list`() async throws {
        try await withSite { site in
            let (alice, bob) = (try await site.apiMember("alice"), try await site.apiMember("bob"))
            try await bob.post("rooms/1/messages", ["body": "Beans"])
            try await bob.send("PUT", "rooms/1/messages/1/pin")
            #expect(try await alice.send("PUT", "users/@bob/block").status == 204)
            for path in ["messages", "pins", "changes?since=0"].map({ "rooms/1/\($0)" }) + ["search?q=beans"] {
                for (client, isFolded) in [(alice, true), (bob, false)] {
                    #expect(try await client.get(path).list.first?["is_folded"] as? Bool == isFolded, "\(path)")
                }
            }
            #expect(try await alice.get("rooms/1/messages/1").data["is_folded"] as? Bool == true)
        }
    }

    @Test func `what is answered must be there`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            for reply in [0, 7] {
                let refused = try await alice.post("rooms/1/messages", ["body": "Yes", "reply": reply])
                #expect(refused.status == 422 && refused.problemFields == ["reply"], "\(reply)")
            }
            #expect(try await alice.get("rooms/1/messages").list.isEmpty)
        }
    }

    @Test func `a form has the fields of the JSON, and no others`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            let file = Form.File(name: "a.txt", type: "text/plain", bytes: Array("a".utf8))
            func post(_ fields: [(String, String)], _ name: String = "file") async throws -> Reply {
                try await alice.send(
                    "POST", "rooms/1/messages", headers: ["Content-Type": Encoding.multipartType],
                    body: Encoding.multipart(fields, files: [(name, file)]))
            }
            #expect(try await post([]).status == 201)
            #expect(try await post([("body", "x"), ("reply", "1")]).data["reply_to"] as? [String: Any] != nil)
            for (fields, name, wrong) in [
                ([("body", "x")], "picture", "picture"), ([("body", "x"), ("reply", "abc")], "file", "reply"),
                ([("body", "x"), ("foo", "y")], "file", "foo"), ([("attached", "1")], "file", "attached"),
                ([("key", "00112233445566778899aabbccddeeff")], "file", "key"), ([("edit", "1")], "file", "edit"),
                ([], "body", "body"),
            ] as [([(String, String)], String, String)] {
                let refused = try await post(fields, name)
                #expect(refused.status == 422 && refused.problemFields == [wrong], "\(wrong)")
            }
            #expect(try await alice.get("rooms/1/messages").list.count == 2)
            #expect(try await alice.get("users/me/files").list.count == 2)
        }
    }

    @Test func `pages lead through a room in both directions`() async throws {
        var options = SiteOptions()
        options.conversationLimits.messageBurst = 1_000
        try await withSite(options) { site in
            let alice = try await site.apiMember("alice")
            for number in 1...120 { try await alice.post("rooms/1/messages", ["body": "Message \(number)"]) }
            var (numbers, query) = ([Int](), "")
            repeat {
                let reply = try await alice.get("rooms/1/messages\(query)")
                numbers = try reply.list.compactMap { $0["number"] as? Int } + numbers
                query = try reply.cursor("before").map { "?before=\($0)" } ?? ""
            } while !query.isEmpty
            #expect(numbers == Array(1...120))
            (numbers, query) = ([], "?after=0")
            repeat {
                let reply = try await alice.get("rooms/1/messages\(query)")
                numbers += try reply.list.compactMap { $0["number"] as? Int }
                query = try reply.cursor("after").map { "?after=\($0)" } ?? ""
            } while !query.isEmpty
            #expect(numbers == Array(1...120))
            for query in ["before=x", "after=-1", "at=1.5", "before=9999999999999999999"] {
                let refused = try await alice.get("rooms/1/messages?\(query)")
                #expect(refused.status == 422, "\(query)")
                #expect(refused.problemFields == [query.prefix { $0 != "=" }].map(String.init))
            }
            #expect(try await alice.get("rooms/1/messages?after=\(Int64.max)").status == 200)
        }
    }

    @Test func `who was away learns what has changed, and only that`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            for number in 1...3 { try await alice.post("rooms/1/messages", ["body": "Message \(number)"]) }
            let first = try await alice.get("rooms/1/changes?since=0")
            #expect(try first.list.count == 3)
            let since = try #require(try first.cursor("since"))
            #expect(try await alice.get("rooms/1/changes?since=\(since)").list.isEmpty)
            try await alice.patch("rooms/1/messages/2", ["body": "Changed"])
            try await alice.delete("rooms/1/messages/1")
            let changed = try await alice.get("rooms/1/changes?since=\(since)").list
            #expect(changed.compactMap { $0["number"] as? Int } == [2, 1])
            for query in ["", "?since=", "?since=-1", "?since=x"] {
                let reply = try await alice.get("rooms/1/changes\(query)")
                #expect(reply.status == 422 && reply.problemFields == ["since"], "\(query)")
            }
        }
    }

    @Test func `a file comes with a message and is had by those in the room`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            let bob = try await site.apiMember("bob")
            let path = try #require(try await alice.post("rooms", ["name": "Club", "kind": "closed"]).location)
            let body = Encoding.multipart(
                [("body", "Read this.")],
                files: [("file", Form.File(name: "notes.txt", type: "text/plain", bytes: Array("beans".utf8)))])
            let posted = try await alice.send(
                "POST", path + "/messages", headers: ["Content-Type": Encoding.multipartType], body: body)
            #expect(posted.status == 201)
            let file = try #require((try posted.data["attachments"] as? [[String: Any]])?.first)
            let id = try #require(file["id"] as? Int)
            let got = try await alice.get("files/\(id)")
            #expect(got.status == 200 && got.text == "beans")
            #expect(got["Content-Disposition"]?.hasPrefix("attachment") == true)
            #expect(try await bob.get("files/\(id)").status == 404)
            #expect(try await site.request("GET", "/api/v1/files/\(id)").status == 401)
        }
    }

    @Test func `a post that is refused keeps none of its files`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            let file = Form.File(name: "a.txt", type: "text/plain", bytes: Array("a".utf8))
            let long = String(repeating: "x", count: 4_001)
            let body = Encoding.multipart([("body", long)], files: [("file", file)])
            let type = ["Content-Type": Encoding.multipartType]
            for _ in 1...2 {
                let refused = try await alice.send("POST", "rooms/1/messages", headers: type, body: body)
                #expect(refused.status == 422)
            }
            let waiting = try await site.database.read {
                try $0.row("SELECT count(*) FROM attachment WHERE roomId IS NOT NULL") { $0[0] as Int }
            }
            #expect(waiting == 0)
        }
    }

    @Test func `files are listed by room and by person, former texts for moderators`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            let bob = try await site.apiMember("bob")
            for name in ["a.txt", "b.txt"] {
                let file = Form.File(name: name, type: "text/plain", bytes: Array(name.utf8))
                let body = Encoding.multipart([("body", name)], files: [("file", file)])
                let type = ["Content-Type": Encoding.multipartType]
                let posted = try await bob.send("POST", "rooms/1/messages", headers: type, body: body)
                #expect(posted.status == 201)
            }
            let names = try await alice.get("rooms/1/files").list.map {
                ($0["attachment"] as? [String: Any])?["name"] as? String
            }
            #expect(names == ["b.txt", "a.txt"])
            #expect(try await bob.get("users/me/files").list.count == 2)
            #expect(try await alice.get("users/me/files").list.isEmpty)
            #expect(try await alice.get("rooms/1/files?cursor=1-1").list.isEmpty)
            #expect(try await alice.get("rooms/1/files?cursor=x").status == 400)
            try await bob.patch("rooms/1/messages/1", ["body": "changed"])
            #expect(try await bob.get("rooms/1/messages/1/versions").status == 403)
            #expect(try await alice.get("rooms/1/messages/1/versions").list.map { $0["body"] as? String } == ["a.txt"])
        }
    }

    @Test func `what cannot be posted is said at its field`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            for body in ["", " \n ", String(repeating: "a", count: 4_001)] {
                let reply = try await alice.post("rooms/1/messages", ["body": body])
                #expect(reply.status == 422 && reply.problemFields == ["body"])
            }
            #expect(try await alice.post("rooms/999/messages", ["body": "Hello"]).status == 404)
        }
    }

    @Test func `who posts too fast is told when to try again`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            var last: Reply?
            for number in 0..<40 { last = try await alice.post("rooms/1/messages", ["body": "Message \(number)"]) }
            let reply = try #require(last)
            #expect(reply.status == 429 && reply.problem == "too-fast")
            #expect(reply["Retry-After"].flatMap(Int.init) ?? 0 > 0)
        }
    }
}

extension Reply {
    /// A number under `page`.
    func cursor(_ name: String) throws -> Int? { (try json["page"] as? [String: Any])?[name] as? Int }
}
