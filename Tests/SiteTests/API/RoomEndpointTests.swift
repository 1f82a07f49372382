import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct RoomEndpointTests {
    @Test func `a room is made, found, joined, changed, left and deleted`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            let bob = try await site.apiMember("bob")
            let made = try await alice.post("rooms", ["name": "Garden", "description": "What grows.", "kind": "open"])
            #expect(made.status == 201)
            let path = try #require(made.location)
            #expect(try await bob.get("rooms/joinable").list.map { $0["name"] as? String } == ["Garden"])
            let look = try await bob.get(path).data
            #expect(look["membership"] is NSNull && look["can_manage"] as? Bool == false)
            #expect(try await bob.send("PUT", path + "/membership").status == 200)
            #expect(
                try await bob.patch(path + "/membership", ["level": "mentions"]).data["level"] as? String == "mentions")
            let list = try await bob.get("rooms").list
            let names = list.compactMap { ($0["room"] as? [String: Any])?["name"] as? String }
            #expect(Set(names) == ["Everyone", "Garden"])
            #expect(try await alice.get(path + "/members").list.count == 2)
            let found = try await alice.get(path + "/members?q=BO").list.compactMap { $0["person"] as? [String: Any] }
            #expect(found.map { $0["username"] as? String } == ["bob"])

            #expect(try await bob.patch(path, ["name": "Bob's"]).status == 403)
            let changed = try await alice.patch(path, ["name": "Kitchen garden"])
            #expect(try changed.data["name"] as? String == "Kitchen garden")
            #expect(try changed.data["description"] as? String == "What grows.")
            #expect(try await alice.get(path).data["last_message"] as? NSNull != nil)
            try await bob.post(path + "/messages", ["body": "Rain"])
            let last = try await alice.get(path).data["last_message"] as? [String: Any]
            #expect(last?["number"] as? Int == 1 && last?["text"] as? String == "Rain")
            let kept = try await alice.patch(path, ["retention": "days", "days": 30]).data
            #expect(kept["retention"] as? String == "days" && kept["retention_days"] as? Int == 30)
            #expect(try await alice.patch(path, ["days": 5]).problemFields == ["days"])
            #expect(try await alice.patch(path, ["retention": "forever", "days": 5]).problemFields == ["days"])
            #expect(try await alice.patch(path, ["retention": "days"]).problemFields == ["days"])
            #expect(try await alice.patch(path, ["retention": "days", "days": 0]).problemFields == ["days"])
            #expect(try await bob.delete(path + "/membership").status == 204)
            #expect(try await bob.post(path + "/messages", ["body": "Hello?"]).status == 403)
            #expect(try await alice.patch(path, ["archived": true]).data["is_archived"] as? Bool == true)
            #expect(try await alice.post(path + "/messages", ["body": "Hello?"]).status == 409)
            #expect(try await alice.delete(path).status == 204)
            #expect(try await alice.get(path).status == 404)
        }
    }

    @Test func `a change with a mistake changes nothing`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            let room = try #require(try await alice.post("rooms", ["name": "Club"]).location)
            let refused = try await alice.patch(room, ["name": "Beans", "retention": "days"])
            #expect(refused.status == 422 && refused.problemFields == ["days"])
            let kept = try await alice.get(room).data["room"] as? [String: Any]
            #expect(kept?["name"] as? String == "Club")
        }
    }

    @Test func `a room that cannot be reopened keeps its other settings too`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            let garden = try #require(try await alice.post("rooms", ["name": "Garden"]).location)
            #expect(try await alice.patch(garden, ["archived": true]).status == 200)
            #expect(try await alice.post("rooms", ["name": "Garden"]).status == 201)
            let changes: [String: Any] = ["archived": false, "retention": "days", "days": 9, "description": "New"]
            let refused = try await alice.patch(garden, changes)
            #expect(refused.status == 422 && refused.problemFields == ["name"])
            let kept = try await alice.get(garden).data["room"] as? [String: Any]
            #expect(kept?["retention"] as? String == "site" && kept?["description"] as? String == "")
            // With another name it can.
            let room = try await alice.patch(garden, changes.merging(["name": "Old garden"]) { $1 }).data
            #expect(room["is_archived"] as? Bool == false && room["retention_days"] as? Int == 9)
            #expect(room["name"] as? String == "Old garden" && room["description"] as? String == "New")
        }
    }

    @Test func `what is wrong with a room is said at its field`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            for (field, value) in [
                ("name", ""), ("kind", "secret"), ("description", String(repeating: "a", count: 301)),
            ] {
                let reply = try await alice.post("rooms", ["name": "Garden"].merging([field: value]) { $1 })
                #expect(reply.status == 422 && reply.problemFields == [field], "\(field)")
            }
        }
    }

    @Test func `the name of another open room is refused at its field`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            let path = "rooms/\(try #require(try await alice.post("rooms", ["name": "Garden"]).data["id"] as? Int))"
            for reply in [
                try await alice.post("rooms", ["name": "Everyone"]), try await alice.patch(path, ["name": "Everyone"]),
            ] { #expect(reply.status == 422 && reply.problemFields == ["name"]) }
            #expect(try await alice.patch(path, ["name": "Garden"]).status == 200)
        }
    }

    @Test func `people talk directly, and nobody else sees it`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            let bob = try await site.apiMember("bob")
            let eve = try await site.apiMember("eve")
            let room = try await alice.post("rooms/direct", ["people": ["bob"]]).data
            let id = try #require(room["id"] as? Int)
            #expect(try await bob.post("rooms/direct", ["people": ["Alice"]]).data["id"] as? Int == id)
            #expect(try await alice.post("rooms/direct", ["people": ["bob", "Bob"]]).data["id"] as? Int == id)
            #expect(try await eve.get("rooms/\(id)").status == 404)
            #expect(try await bob.get("rooms/\(id)").status == 200)
            let unknown = try await alice.post("rooms/direct", ["people": ["nobody"]])
            #expect(unknown.status == 422 && unknown.problemFields == ["people"])
            #expect(try await eve.send("PUT", "users/@alice/block").status == 204)
            #expect(try await eve.get("users/me/blocked").list.count == 1)
            #expect(try await alice.post("rooms/direct", ["people": ["eve"]]).status == 409)
        }
    }

    @Test func `members are let in, given a role and removed by who may`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            let bob = try await site.apiMember("bob")
            let path = try #require(try await alice.post("rooms", ["name": "Club", "kind": "closed"]).location)
            #expect(try await bob.get(path).status == 404)
            #expect(try await alice.post(path + "/members", ["username": "bob"]).status == 204)
            #expect(try await bob.get(path).status == 200)
            let id = try #require(try await bob.get("users/me").data["id"] as? Int)
            #expect(try await bob.patch("\(path)/members/\(id)", ["role": "owner"]).status == 403)
            #expect(try await alice.patch("\(path)/members/\(id)", ["role": "emperor"]).status == 422)
            #expect(try await alice.patch("\(path)/members/\(id)", ["role": "moderator"]).status == 204)
            #expect(try await bob.get(path).data["can_moderate"] as? Bool == true)
            #expect(try await alice.delete("\(path)/members/\(id)").status == 204)
            #expect(try await bob.get(path).status == 404)
        }
    }

    @Test func `a member's read mark goes forward only`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            let bob = try await site.apiMember("bob")
            for number in 1...3 { try await alice.post("rooms/1/messages", ["body": "Message \(number)"]) }
            #expect(try await bob.get("rooms/1/membership").data["unread"] as? Int == 3)
            #expect(try await bob.send("PUT", "rooms/1/read", json: ["number": 2]).status == 204)
            #expect(try await bob.send("PUT", "rooms/1/read", json: ["number": 1]).status == 204)
            #expect(try await bob.get("rooms/1/membership").data["read_number"] as? Int == 2)
            #expect(try await bob.send("PUT", "rooms/1/read", json: ["number": Int64.max]).status == 204)
            #expect(try await bob.get("rooms/1/membership").data["read_number"] as? Int == 3)
        }
    }
}
