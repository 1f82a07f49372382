import Foundation
import Testing

@testable import Site
@testable import SiteTestSupport

@Suite struct InboxEndpointTests {
    @Test func `who is named hears of it, and marks it as read`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            let bob = try await site.apiMember("bob")
            try await alice.post("rooms/1/messages", ["body": "Look, @bob"])
            let entry = try #require(try await bob.get("mentions").list.first)
            #expect(entry["kind"] as? String == "mention" && entry["is_read"] as? Bool == false)
            let id = try #require(entry["id"] as? Int)
            #expect(try await bob.send("PUT", "mentions/read", json: ["up_to": id]).status == 204)
            #expect(try await bob.get("mentions").list.first?["is_read"] as? Bool == true)
        }
    }

    @Test func `messages are found by who may read them`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            let bob = try await site.apiMember("bob")
            let path = try #require(try await alice.post("rooms", ["name": "Club", "kind": "closed"]).location)
            try await alice.post("rooms/1/messages", ["body": "beans for everyone"])
            try await alice.post(path + "/messages", ["body": "beans for the club"])
            #expect(try await alice.get("search?q=beans").list.count == 2)
            #expect(try await bob.get("search?q=beans").list.count == 1)
            for (query, field) in [("", "q"), ("q=", "q"), ("q=before:x", "q"), ("q=a&order=worst", "order")] {
                let reply = try await bob.get("search?\(query)")
                #expect(reply.status == 422 && reply.problemFields == [field], "\(query)")
            }
            #expect(try await bob.get("search?q=a&cursor=x").status == 400)
        }
    }

    @Test func `a report reaches the moderators, and nobody else`() async throws {
        try await withSite { site in
            let alice = try await site.apiMember("alice")
            let bob = try await site.apiMember("bob")
            let eve = try await site.apiMember("eve")
            try await eve.post("rooms/1/messages", ["body": "Buy my beans!"])
            #expect(try await eve.post("rooms/1/messages/1/report", ["reason": "mine"]).status == 409)
            #expect(try await bob.post("rooms/1/messages/1/report", ["reason": ""]).status == 422)
            #expect(try await bob.post("rooms/1/messages/1/report", ["reason": "spam"]).status == 204)
            #expect(try await bob.get("reports").status == 404)
            let report = try #require(try await alice.get("reports").list.first)
            #expect(report["reason"] as? String == "spam")
            let id = try #require(report["id"] as? Int)
            #expect(try await bob.post("reports/\(id)/resolve", ["outcome": "kept"]).status == 404)
            #expect(try await alice.post("reports/\(id)/resolve", ["outcome": "burnt"]).status == 422)
            #expect(try await alice.post("reports/\(id)/resolve", ["outcome": "removed"]).status == 204)
            #expect(try await alice.post("reports/\(id)/resolve", ["outcome": "removed"]).status == 404)
            #expect(try await bob.get("rooms/1/messages/1").data["is_deleted"] as? Bool == true)
            #expect(try await alice.get("admin/audit").list.first?["action"] as? String == "messageDeleted")
        }
    }
}
