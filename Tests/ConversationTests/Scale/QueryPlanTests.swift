import Foundation
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Accounts
@testable import Conversation

/// What people do costs the same with a million messages.
struct QueryPlanTests {
    /// Hands a site whose statements are noted to `body`.
    private func withTracedSite(
        _ body: (TestSite, Conversation, @Sendable () -> Set<String>) async throws -> Void
    ) async throws {
        try await withSite { site in
            let statements = Mutex<Set<String>>([])
            let database = try Storage.Database(joining: site.path) { sql in
                statements.withLock { _ = $0.insert(sql) }
            }
            let conversation = Conversation(database: database, limits: .generous, now: { site.clock.now })
            try await body(site, conversation, { statements.withLock(\.self) })
            try database.close()
        }
    }

    /// - Returns: each step of the plan, with the statement.
    private func plans(of statements: Set<String>, at path: String) throws -> [(String, String)] {
        let connection = try Connection(path: path)
        defer { try? connection.close() }
        return try connection.use { db in
            try statements.filter(isOurs).flatMap { sql in
                // Plans do not depend on the values.
                let arguments = [(any SQLConvertible)?](repeating: nil, count: sql.count { $0 == "?" })
                return try db.rows("EXPLAIN QUERY PLAN \(sql)", arguments) { ($0[3] as String, sql) }
            }
        }
    }

    /// Whether it is a statement of the stores, not one that SQLite's search index or GRDB runs for itself.
    private func isOurs(_ sql: String) -> Bool {
        ["SELE", "INSE", "UPDA", "DELE"].contains(sql.prefix(4)) && !sql.contains("'messageText_")
            && !sql.contains("sqlite_master")
    }

    /// A walk along an index that has an entry for few, or that a limit ends, and the search index by its words.
    private func isShort(_ step: String) -> Bool {
        [
            "SCAN CONSTANT ROW", "SCAN searchPurge USING COVERING INDEX", "SCAN (subquery", "SCAN written",
            "SCAN chosen",
        ].contains(where: step.hasPrefix)
            || step == "SCAN searchPurge" || step.hasPrefix("SCAN messageTextPending")
            // The sum of all files.
            || step == "SCAN attachment USING COVERING INDEX attachmentByUploader"
            || step.hasPrefix("SCAN messageText VIRTUAL TABLE INDEX") && step.contains("M1")
            || ["INDEX roomDeleted", "INDEX reportOpen", "INDEX roomOpen"].contains(where: step.contains)
    }

    private func read(_ site: TestSite, _ conversation: Conversation, _ room: Room.ID, _ person: User.ID) async throws {
        let access = try await conversation.rooms.access(to: room, by: person)
        for place in [
            MessagePlace.newest, .before(5), .after(1), .around(3), .date(site.clock.now), .firstUnread,
        ] { _ = try await conversation.messages.page(place, in: access) }
        _ = try await conversation.messages.message(1, in: access)
        _ = try await conversation.messages.changes(since: 0, in: access)
        _ = try await conversation.messages.pins(in: access)
        _ = try await conversation.feed.changes(in: room, since: 0)
        _ = try await conversation.feed.readers(among: [person], in: room)
        try await conversation.feed.markRead(upTo: 1, in: room, [person])
        try await conversation.feed.markDelivered(upTo: 1, in: room, [person])
        let member = try access.member()
        _ = try await conversation.messages.lastOwn(of: member)
        _ = try await conversation.attachments.files(of: member)
        _ = try await conversation.attachments.files(of: person)
        _ = try await conversation.attachments.use()
        try await conversation.attachments.requireSpace(for: 1, of: member)
        _ = try await conversation.attachments.waiting([1], of: member)
        _ = try await conversation.attachments.released()
        _ = try await conversation.messages.versions(of: 1, by: access.moderator())
        _ = try await conversation.memberships.page(of: access)
        _ = try await conversation.memberships.page(of: access, matching: "bru")
        _ = try await conversation.people.search("bru", by: person)
        _ = try await conversation.rooms.list(for: person)
        _ = try await conversation.messages.pageBesideRooms(.newest, in: access.room.id, by: person)
        _ = try await conversation.rooms.joinable(by: person)
        _ = try await conversation.rooms.openRooms(named: ["Everyone", "Garden", "x"])
        _ = try await conversation.mentions.page(of: person)
        _ = try await conversation.mentions.unread(of: person)
        _ = try await conversation.people.page(of: "bruno", by: person)
        _ = try await conversation.people.existing(usernames: ["ada", "bruno", "x"])
        for query in [
            "hello", "hello from:ada in:garden before:2030-01-01 has:file", "from:ada", "has:file", "in:garden",
            "before:2030-01-01",
        ] {
            _ = try await conversation.search.page(SearchQuery(query), by: person)
            _ = try await conversation.search.page(
                SearchQuery(query), after: .newest(at: 1, room: 1, number: 1), by: person)
        }
    }

    private func write(
        _ site: TestSite, _ conversation: Conversation, _ room: Room.ID, _ people: [User.ID]
    ) async throws {
        let member = try await conversation.rooms.member(of: room, by: people[0])
        let manager = try await conversation.rooms.manager(of: room, by: people[0])
        let file = try await site.file(in: room, by: people[0])
        let new = NewAttachment(
            name: FileName("a"), type: "a/b", bytes: 1, width: nil, height: nil, sha256: Data(count: 32))
        let waiting = try await conversation.attachments.insert([new], by: member)
        try await conversation.attachments.release(waiting, of: member)
        try await conversation.attachments.releaseStale()
        try await conversation.attachments.forget(waiting)
        _ = try? await conversation.attachments.find(file, for: people[0])
        for files in [[file], []] {
            let draft = MessageDraft(
                try MessageBody("Hello @bruno"), mentions: ["bruno"], reply: 1, key: MessageKey(), attachments: files)
            _ = try await conversation.messages.post(draft, as: member)
        }
        try await conversation.messages.edit(1, to: MessageBody("Hello!"), mentions: [], as: member)
        try await conversation.messages.react(Emoji("👍")!, to: 1, as: member)
        try await conversation.messages.react(Emoji("👍")!, to: 1, as: member)
        try await conversation.messages.setPinned(true, 1, as: member)
        let other = try await conversation.rooms.member(of: room, by: people[1])
        try await conversation.memberships.markRead(upTo: 1, by: other)
        try await conversation.mentions.markRead(upTo: 1, of: people[1])
        try await conversation.moderation.report(1, ReportReason("x"), by: other)
        try await conversation.people.block(username: "ada", by: people[1])
        try await conversation.people.unblock(username: "ada", by: people[1])
        let direct = try await conversation.rooms.direct(with: [people[1]], by: people[0])
        let talk = try await conversation.rooms.member(of: direct.id, by: people[0])
        _ = try await conversation.memberships.receipts(for: talk)
        _ = try await conversation.feed.receipts(in: direct.id, newest: 500)
        try await conversation.memberships.setRole(.moderator, of: people[1], by: manager)
        try await conversation.memberships.leave(conversation.rooms.member(of: room, by: people[1]))
        try await conversation.messages.delete(2, by: member.access)
    }

    /// Has a webhook given up and taken up again.
    private func deliver(_ conversation: Conversation, _ room: Room.ID, _ owner: User.ID) async throws {
        let hooks = conversation.outgoingHooks
        let moderator = try await conversation.rooms.access(to: room, by: owner).moderator()
        let pump = try NewOutgoingWebhook(name: "Pump", address: "https://pump.example/", word: "", allowsHTTP: false)
        let hook = try await hooks.make(pump, by: moderator)
        let member = try await conversation.rooms.member(of: room, by: owner)
        for number in 1...OutgoingWebhookService.failureLimit {
            let draft = MessageDraft(try MessageBody("\(number)"), key: MessageKey())
            _ = try await conversation.messages.post(draft, as: member)
        }
        while case let due = try await hooks.due(.other, limit: 4), !due.isEmpty {
            for delivery in due {
                try await hooks.finish(delivery, HookOutcome(status: 500, problem: nil, milliseconds: 5_000))
            }
        }
        _ = try await hooks.hooks(of: moderator)
        try await hooks.enable(hook.id, by: moderator)
        try await hooks.revoke(hook.id, by: moderator)
    }

    private func archiveAndLeave(_ conversation: Conversation, _ room: Room.ID, _ person: User.ID) async throws {
        let archive = conversation.archive
        let source = try await archive.source(by: Operator())
        let archived = try #require(source.rooms.first { $0.id == room })
        let messages = try await source.messages(of: archived, from: archived.firstNumber)
        try await archive.remove(archived, by: Operator())
        let place = try await archive.place(for: archived, by: Operator())
        try await archive.insert(messages, in: place)
        try await archive.finish(archived, in: place)
        _ = try await conversation.retention.departure(of: person)
        let erasure = conversation.retention.erasure(of: person, .remove)
        try await erasure.prepare()
        try await conversation.retention.context.database.write { try erasure.finish($0) }
    }

    private func moderate(
        _ site: TestSite, _ conversation: Conversation, _ room: Room.ID, _ people: [User.ID], _ admin: User.ID
    ) async throws {
        _ = try await conversation.moderation.queue(by: people[0])
        let report = try #require(try await conversation.moderation.queue(by: admin).reports.first)
        try await conversation.moderation.resolve(report.id, .warned, by: admin)
        for filter in [
            AuditFilter(), AuditFilter(actor: 1), AuditFilter(subject: 1), AuditFilter(room: 1),
            AuditFilter(action: .roleChanged),
        ] { _ = try await conversation.moderation.audit(filter, by: admin) }
        try await conversation.retention.deleteReactions(of: people[0])
        try await conversation.retention.deleteMessages(of: people[0])
        try await conversation.search.purge()
        site.clock.advance(by: 10 * 86_400)
        try await conversation.clean()
        try await conversation.rooms.delete(by: conversation.rooms.manager(of: room, by: people[0]))
    }

    @Test func `no statement walks through a whole table`() async throws {
        try await withTracedSite { site, conversation, statements in
            let people = try await site.people("ada", "bruno")
            let admin = try await site.person("root1", .administrator)
            let room = try await site.room(of: people[0], people[1])
            try await site.post("Hello", in: room, by: people[0])
            try await write(site, conversation, room, people)
            try await deliver(conversation, room, people[0])
            try await deliver(conversation, site.everyone(), admin)
            try await read(site, conversation, room, people[0])
            let other = try await site.room(.closed, "Other", of: people[1])
            try await site.post("Hello", in: other, by: people[1])
            try await archiveAndLeave(conversation, other, people[1])
            try await moderate(site, conversation, room, people, admin)
            #expect(statements().count > 90)
            for (step, sql) in try plans(of: statements(), at: site.path) {
                // A part of a name is looked for among all names, aside and for a limited time.
                let isSearchOfNames = step == "SCAN user USING INDEX userByName" && sql.contains(NameMatch.condition)
                #expect(!step.hasPrefix("SCAN") || isShort(step) || isSearchOfNames, "\(step): \(sql)")
            }
        }
    }

    @Test func `pages of messages are ranges of the primary key, and need no sorting`() async throws {
        try await withTracedSite { site, conversation, statements in
            let ada = try await site.person("ada")
            let room = try await site.everyone()
            let access = try await conversation.rooms.access(to: room, by: ada)
            for place in [MessagePlace.newest, .before(5), .after(1), .around(3)] {
                _ = try await conversation.messages.page(place, in: access)
            }
            let pages = statements().filter { $0.contains("FROM message LEFT JOIN") }
            #expect(pages.count == 1)
            let steps = try plans(of: pages, at: site.path).map(\.0)
            #expect(steps.first == "SEARCH message USING PRIMARY KEY (roomId=? AND number>? AND number<?)")
            let sorts = steps.filter { $0.contains("TEMP B-TREE") }
            #expect(sorts.isEmpty)
        }
    }

    @Test func `a search makes its list of hits once for each room`() async throws {
        try await withTracedSite { site, conversation, statements in
            let ada = try await site.person("ada")
            try await site.post("Hello", in: site.everyone(), by: ada)
            for query in [
                "hello", "from:ada", "hello from:ada", "has:file", "from:ada before:2030-01-01", "in:everyone",
            ] {
                _ = try await conversation.search.page(SearchQuery(query), by: ada)
            }
            let searches = statements().filter { $0.contains("message.number IN (SELECT") }
            #expect(searches.count == 6)
            for (step, sql) in try plans(of: searches, at: site.path) where step.hasPrefix("SEARCH message ") {
                #expect(step == "SEARCH message USING PRIMARY KEY (roomId=? AND number=?)", "\(sql)")
            }
            let byAuthor = searches.filter { $0.contains("hit.authorId") && !$0.contains("MATCH") }
            let steps = try plans(of: byAuthor, at: site.path).map(\.0).filter { $0.hasPrefix("SEARCH hit ") }
            #expect(steps.count == 2 && steps.allSatisfy { $0.contains("messageByAuthor (authorId=? AND roomId=?") })
        }
    }

    @Test func `names in messages are looked up by one statement, of which there are few`() async throws {
        try await withTracedSite { site, conversation, statements in
            for count in 1...60 {
                let names = Set((0..<count).map { "name\($0)" })
                _ = try await conversation.people.existing(usernames: names)
                _ = try await conversation.rooms.openRooms(named: names)
            }
            let selects = statements().filter { $0.contains(" IN (?") }
            #expect(selects.count == 14)
        }
    }

    @Test func `the list of rooms is one statement`() async throws {
        try await withTracedSite { site, conversation, statements in
            let people = try await site.people("ada", "bruno")
            for _ in 0..<3 { try await site.post("x", in: site.room(of: people[0], people[1]), by: people[0]) }
            _ = try await site.conversation.rooms.direct(with: [people[0]], by: people[1])
            #expect(try await conversation.rooms.list(for: people[1]).count == 5)
            let selects = statements().filter { $0.contains("FROM membership") }
            let counting = selects.filter { $0.contains("count(") }
            #expect(selects.count == 1 && counting.isEmpty)
        }
    }
}
