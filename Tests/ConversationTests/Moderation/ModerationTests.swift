import Accounts
import Synchronization
import TestSupport
import Testing

@testable import Conversation

struct ModerationTests {
    /// A room of Ada's with Bruno, Mei and an offending message of Mei's, which Bruno has reported.
    private struct Case {
        let site: TestSite
        let (ada, bruno, mei, admin): (User.ID, User.ID, User.ID, User.ID)
        let room: Room.ID

        var moderation: ModerationService { site.conversation.moderation }

        func queue(_ person: User.ID) async throws -> [Report] { try await moderation.queue(by: person).reports }
        func first() async throws -> Report.ID { try #require(try await queue(admin).first).id }
        func actions() async throws -> [AuditEntry.Action] {
            try await moderation.audit(by: admin).entries.map(\.action)
        }
    }

    private func withReport(
        _ kind: NewRoom.Kind = .closed, _ body: (Case) async throws -> Void
    ) async throws {
        try await withSite { site in
            let people = try await site.people("ada", "bruno", "mei")
            let admin = try await site.person("root1", .administrator)
            let room = try await site.room(kind, of: people[0], people[1], people[2])
            try await site.execute("DELETE FROM auditEntry")
            try await site.post("Insult", in: room, by: people[2])
            try await site.conversation.moderation.report(
                1, ReportReason("Rude\r\nand mean"), by: site.member(people[1], room))
            try await body(
                Case(site: site, ada: people[0], bruno: people[1], mei: people[2], admin: admin, room: room))
        }
    }

    @Test func `moderators of the room and administrators have a report in their queue`() async throws {
        try await withReport { it in
            let other = try await it.site.person("noor")
            _ = try await it.site.room(of: other)
            for person in [it.ada, it.admin] {
                let report = try #require(try await it.queue(person).first)
                #expect(report.text == "Insult" && report.reason == "Rude and mean" && report.room.name == "Garden")
                #expect(report.author?.id == it.mei && report.reporter?.id == it.bruno)
                #expect(report.isRoomReadable == (person == it.ada))
            }
            #expect(try await it.queue(other).isEmpty)
            for person in [it.bruno, it.mei] {
                await expect(AccessRefusal.notAllowed) { _ = try await it.queue(person) }
                #expect(try await !it.moderation.isModerator(person))
            }
            #expect(try await it.moderation.isModerator(it.ada))
        }
    }

    @Test func `a message is reported once by each person, and not by its author`() async throws {
        try await withReport { it in
            for _ in 0..<2 {
                try await it.moderation.report(1, ReportReason("Again"), by: it.site.member(it.bruno, it.room))
            }
            #expect(try await it.queue(it.admin).count == 1)
            try await it.moderation.report(1, ReportReason("Me too"), by: it.site.member(it.ada, it.room))
            #expect(try await it.queue(it.admin).count == 2)
            await expect(ModerationService.Refusal.ownMessage) {
                try await it.moderation.report(1, ReportReason("Hm"), by: it.site.member(it.mei, it.room))
            }
        }
    }

    @Test func `nobody floods the queue`() async throws {
        try await withReport { it in
            for number in 2...25 as ClosedRange<Int64> {
                try await it.site.post("Hello", in: it.room, by: it.mei)
                guard number > 20 else {
                    try await it.moderation.report(number, ReportReason("x"), by: it.site.member(it.bruno, it.room))
                    continue
                }
                await expect(ModerationService.Refusal.tooManyReports) {
                    try await it.moderation.report(number, ReportReason("x"), by: it.site.member(it.bruno, it.room))
                }
            }
        }
    }

    @Test func `to keep a message closes all reports about it`() async throws {
        try await withReport { it in
            try await it.moderation.report(1, ReportReason("Me too"), by: it.site.member(it.ada, it.room))
            let id = try await it.first()
            try await it.moderation.resolve(id, .kept, by: it.admin)
            #expect(try await it.queue(it.admin).isEmpty)
            #expect(try await it.site.message(1, in: it.room, by: it.ada).text == "Insult")
            #expect(try await it.actions() == [.reportKept])
            await expect(AccessRefusal.notFound) { try await it.moderation.resolve(id, .removed, by: it.admin) }
        }
    }

    @Test func `to remove a message deletes it`() async throws {
        try await withReport { it in
            try await it.moderation.resolve(it.first(), .removed, by: it.ada)
            #expect(try await it.site.message(1, in: it.room, by: it.ada).isDeleted)
            #expect(try await it.actions() == [.messageDeleted])
        }
    }

    @Test func `a warning is in the author's inbox, even when they have left`() async throws {
        try await withReport { it in
            try await it.site.conversation.memberships.leave(it.site.member(it.mei, it.room))
            try await it.moderation.resolve(it.first(), .warned, removesMessage: true, by: it.ada)
            let inbox = try await it.site.conversation.mentions.page(of: it.mei)
            #expect(inbox.mentions.map(\.kind) == [.warning])
            #expect(try await it.actions() == [.messageDeleted, .authorWarned])
        }
    }

    @Test(arguments: [NewRoom.Kind.open, .closed])
    func `an author who is removed finds the room no more`(kind: NewRoom.Kind) async throws {
        try await withReport(kind) { it in
            try await it.moderation.resolve(it.first(), .authorRemoved, by: it.admin)
            await expect(AccessRefusal.notFound) { _ = try await it.site.access(it.mei, it.room) }
            #expect(try await it.actions() == [.memberRemoved])
        }
    }

    @Test func `nobody is removed from a direct conversation or the room of everyone`() async throws {
        try await withReport { it in
            let direct = try await it.site.conversation.rooms.direct(with: [it.mei], by: it.ada).id
            for room in [direct, try await it.site.everyone()] {
                try await it.site.post("Insult", in: room, by: it.mei)
                try await it.moderation.report(1, ReportReason("Rude"), by: it.site.member(it.ada, room))
                let report = try #require(try await it.queue(it.admin).first { $0.room.id == room })
                await expect(ModerationService.Refusal.cannotRemove) {
                    try await it.moderation.resolve(report.id, .authorRemoved, by: it.admin)
                }
            }
        }
    }

    @Test func `only administrators have an account disabled`() async throws {
        try await withReport { it in
            let disabled = Mutex<[User.ID]>([])
            let id = try await it.first()
            await expect(AccessRefusal.notAllowed) {
                try await it.moderation.resolve(id, .accountDisabled, by: it.ada) { _, _ in Issue.record("called") }
            }
            struct LastAdministrator: Error, Equatable {}
            await expect(LastAdministrator()) {
                try await it.moderation.resolve(id, .accountDisabled, by: it.admin) { _, _ in throw LastAdministrator()
                }
            }
            #expect(try await it.queue(it.admin).count == 1)
            try await it.moderation.resolve(id, .accountDisabled, by: it.admin) { person, message in
                #expect(message == AuditedMessage(room: it.room, number: 1))
                disabled.withLock { $0.append(person) }
            }
            #expect(disabled.withLock(\.self) == [it.mei])
            #expect(try await it.queue(it.admin).isEmpty)
        }
    }

    @Test func `no moderator handles a report about themselves`() async throws {
        try await withReport { it in
            try await it.site.post("Mine", in: it.room, by: it.ada)
            try await it.moderation.report(2, ReportReason("Rude"), by: it.site.member(it.bruno, it.room))
            let report = try #require(try await it.queue(it.admin).last)
            #expect(try await it.queue(it.ada).map(\.number) == [1])
            await expect(AccessRefusal.notFound) { try await it.moderation.resolve(report.id, .kept, by: it.ada) }
        }
    }

    @Test func `a moderator does not remove an owner by a report`() async throws {
        try await withReport { it in
            try await it.site.setRole(.moderator, of: it.bruno, in: it.room)
            try await it.site.setRole(.owner, of: it.mei, in: it.room)
            let id = try await it.first()
            await expect(AccessRefusal.notAllowed) {
                try await it.moderation.resolve(id, .authorRemoved, by: it.bruno)
            }
            try await it.moderation.resolve(id, .authorRemoved, by: it.ada)
        }
    }

    @Test func `the audit log is filtered, paged and for administrators alone`() async throws {
        try await withReport { it in
            let manager = try await it.site.manager(it.ada, it.room)
            for _ in 0..<30 {
                try await it.site.conversation.rooms.archive(by: manager)
                try await it.site.conversation.rooms.reopen(by: manager)
            }
            try await it.site.conversation.memberships.setRole(.moderator, of: it.bruno, by: manager)
            let first = try await it.moderation.audit(by: it.admin)
            let second = try await it.moderation.audit(before: first.next, by: it.admin)
            #expect(first.entries.count == 50 && second.entries.count == 11 && second.next == nil)
            for (filter, count) in [
                (AuditFilter(subject: it.bruno), 1), (AuditFilter(action: .roomArchived), 30),
                (AuditFilter(actor: it.bruno), 0), (AuditFilter(actor: it.ada, room: it.room, action: .roleChanged), 1),
                (AuditFilter(room: 99), 0),
            ] {
                #expect(try await it.moderation.audit(filter, by: it.admin).entries.count == count)
            }
            #expect(first.entries.first?.detail == "moderator" && first.entries.first?.roomName == "Garden")
            for person in [it.ada, it.bruno] {
                await expect(AccessRefusal.notAllowed) { _ = try await it.moderation.audit(by: person) }
            }
        }
    }

    @Test func `the audit log remembers a room that is gone`() async throws {
        try await withReport { it in
            try await it.site.conversation.rooms.delete(by: it.site.manager(it.ada, it.room))
            let entry = try #require(try await it.moderation.audit(by: it.admin).entries.first)
            #expect(entry.action == .roomDeleted && entry.roomName == nil && entry.detail == "Garden")
        }
    }

    @Test func `entries of the audit log are kept for a year`() async throws {
        try await withReport { it in
            let manager = try await it.site.manager(it.ada, it.room)
            try await it.site.conversation.rooms.archive(by: manager)
            it.site.clock.advance(by: 366 * 86_400)
            try await it.site.conversation.rooms.reopen(by: manager)
            try await it.site.conversation.clean()
            #expect(try await it.actions() == [.roomReopened])
        }
    }
}
