import Accounts
import Foundation
import Storage
import TestSupport
import Testing
import WorkQueue

@testable import Conversation

struct ExportTests {
    @Test func `all that a person has in rooms is in their export, and nothing of others`() async throws {
        try await withSite { site in
            let accounts = try site.accounts()
            let issued = try await accounts.authentication.signUp(
                username: "bruno", nickname: "", password: "fruit bats at dusk",
                on: Device(userAgent: "Firefox", address: "192.0.2.1"))
            let bruno = issued.user.id
            let ada = try await site.person("ada")
            let room = try await site.room(of: ada, bruno)
            let file = try await site.file("mine.webp", in: room, by: bruno)
            try await site.fill(room, by: bruno, count: 1_100, text: "Mine")
            try await site.post("Hers @bruno", in: room, by: ada, mentioning: ["bruno"])
            try await site.post("With a file", in: room, by: bruno, files: [file])
            try await site.edit(1_102, to: "With the file", in: room, by: bruno)
            try await site.conversation.messages.react(Emoji("👍")!, to: 1_101, as: site.member(bruno, room))
            try await site.conversation.moderation.report(1_101, ReportReason("Why"), by: site.member(bruno, room))
            try await site.conversation.people.block(username: "ada", by: bruno)
            try await site.conversation.people.setStatus(UserStatus(emoji: Emoji("🌴"), text: "Away"), of: bruno)
            let own = try await site.room(of: bruno)
            _ = try await site.conversation.hooks.make(named: "Builds", by: site.moderator(bruno, own))
            let pump = try NewOutgoingWebhook(
                name: "Pump", address: "https://pump.example/", word: "", allowsHTTP: false)
            let hook = try await site.conversation.outgoingHooks.make(pump, by: site.moderator(bruno, own))
            try await site.execute(
                "INSERT INTO mention (roomId, userId, kind, hookId) VALUES (?, ?, 'webhook', ?)", [own, bruno, hook.id])
            let pieces = try await accounts.export.pieces(for: SignedIn(user: issued.user, session: issued.session))
            let data = try await ConversationExport(with: pieces) { "/\($0)/\($1)" }.reduce(into: Data()) { $0 += $1 }
            let read = try #require(try JSONSerialization.jsonObject(with: data) as? [String: [[String: Any]]])
            #expect(read["webhooks"]?.first?["name"] as? String == "Builds")
            #expect(
                read.mapValues(\.count) == [
                    "status": 1, "rooms": 3, "messages": 1_101, "formerVersions": 1, "reactions": 1, "inbox": 2,
                    "files": 1,
                    "blocked": 1, "reports": 1, "webhooks": 1, "outgoingWebhooks": 1,
                ])
            let texts = read["messages"]?.compactMap { $0["text"] as? String } ?? []
            #expect(texts.first == "Mine 1" && texts.last == "With the file" && Set(texts).count == 1_101)
            #expect(read["formerVersions"]?.first?["text"] as? String == "With a file")
            #expect(read["files"]?.first?["name"] as? String == "mine.webp")
            #expect(read["files"]?.first?["address"] as? String == "/\(file)/mine.webp")
            #expect(read["files"]?.first?["sha256"] as? String == String(repeating: "0", count: 64))
            #expect(read["inbox"]?.map { $0["webhook"] as? String } == [nil, "Pump"])
            #expect(read["blocked"]?.first?["username"] as? String == "ada")
        }
    }

    @Test func `who was removed from a closed room does not learn what it is called now`() async throws {
        try await withSite { site in
            let accounts = try site.accounts()
            let issued = try await accounts.authentication.signUp(
                username: "bruno", nickname: "", password: "fruit bats at dusk",
                on: Device(userAgent: "Firefox", address: "192.0.2.1"))
            let (ada, bruno) = (try await site.person("ada"), issued.user.id)
            for kind in [NewRoom.Kind.closed, .open] {
                let room = try await site.room(kind, of: ada, bruno)
                try await site.conversation.memberships.leave(site.member(bruno, room))
                try await site.conversation.rooms.update(
                    RoomSettings(name: RoomName("After bruno, \(kind)")), by: site.manager(ada, room))
            }
            let pieces = try await accounts.export.pieces(for: SignedIn(user: issued.user, session: issued.session))
            let data = try await ConversationExport(with: pieces) { "/\($0)/\($1)" }.reduce(into: Data()) { $0 += $1 }
            let read = try #require(try JSONSerialization.jsonObject(with: data) as? [String: [[String: Any]]])
            let names = read["rooms"]?.compactMap { $0["name"] as? String }
            #expect(names == ["Everyone", "", "After bruno, open"])
        }
    }

    @Test func `a file that is being removed has no address`() async throws {
        try await withSite { site in
            let accounts = try site.accounts()
            let issued = try await accounts.authentication.signUp(
                username: "bruno", nickname: "", password: "fruit bats at dusk",
                on: Device(userAgent: "Firefox", address: "192.0.2.1"))
            let room = try await site.room(of: issued.user.id)
            let file = try await site.file("mine.webp", in: room, by: issued.user.id)
            try await site.conversation.attachments.release([file], of: site.member(issued.user.id, room))
            let pieces = try await accounts.export.pieces(for: SignedIn(user: issued.user, session: issued.session))
            let data = try await ConversationExport(with: pieces) { "/\($0)/\($1)" }.reduce(into: Data()) { $0 += $1 }
            let read = try #require(try JSONSerialization.jsonObject(with: data) as? [String: [[String: Any]]])
            #expect(read["files"]?.count == 1 && read["files"]?.first?["address"] == nil)
        }
    }

    @Test func `whoever has nothing gets empty lists`() async throws {
        try await withSite { site in
            let accounts = try site.accounts()
            let issued = try await accounts.authentication.signUp(
                username: "bruno", nickname: "", password: "fruit bats at dusk",
                on: Device(userAgent: "Firefox", address: "192.0.2.1"))
            let pieces = try await accounts.export.pieces(for: SignedIn(user: issued.user, session: issued.session))
            let data = try await ConversationExport(with: pieces) { "/\($0)/\($1)" }.reduce(into: Data()) { $0 += $1 }
            let read = try #require(try JSONSerialization.jsonObject(with: data) as? [String: [[String: Any]]])
            #expect(read.filter { !$0.value.isEmpty }.keys.sorted() == ["rooms"] && read.count == 11)
        }
    }
}

extension TestSite {
    /// The people of the same database, with cheap hashes.
    func accounts() throws -> Accounts {
        let secret = try #require(Secret(Array(repeating: 7, count: Secret.minimumLength)))
        let queue = WorkQueue(label: "test", width: 1, depth: 10)
        let hasher = PasswordHasher(parameters: ScryptParameters(logN: 4, r: 8, p: 1), queue: queue)
        return Accounts(database: database, hasher: hasher, secret: secret, now: { [clock] in clock.now })
    }
}
