import Accounts
import Foundation
import Storage

/// Reports of messages, what becomes of them, and the audit log.
///
/// Administrators handle all reports, also of rooms that they are not in; moderators and owners those of their rooms,
/// but none about themselves.
public struct ModerationService: Sendable {
    public enum Refusal: Error, Hashable, Sendable {
        /// The person waits for an answer to too many reports already.
        case tooManyReports
        /// Nobody reports themselves.
        case ownMessage
        /// The message's author has no account any more.
        case noAuthor
        /// Nobody can be removed from a direct conversation or the room that includes everyone, or as the last owner.
        case cannotRemove
    }

    /// A page has this many reports or entries at most.
    public static let pageLimit = 50

    let context: ConversationContext
    let messages: MessageService
    let memberships: MembershipService

    /// Calling it again has no effect.
    ///
    /// - Throws: ``Refusal/tooManyReports``, ``Refusal/ownMessage``, ``TooFast``; ``AccessRefusal/notFound`` for a
    ///   message that is not there any more.
    public func report(_ number: Int64, _ reason: ReportReason, by member: Member) async throws {
        let now = context.now()
        try context.take(messages.rate(of: member, .action))
        try await context.write(as: member) { db, member in
            guard let message = try MessageStore.find(db, in: member.room.id, number)?.message, !message.isDeleted
            else {
                throw AccessRefusal.notFound
            }
            guard message.author?.id != member.person else { throw Refusal.ownMessage }
            guard try ReportStore.openCount(db, by: member.person) < context.limits.openReportsPerPerson else {
                throw Refusal.tooManyReports
            }
            try ReportStore.insert(db, in: member.room.id, number, by: member.person, reason, at: now)
        }
    }

    /// Reports that nobody has handled, the oldest first.
    ///
    /// - Throws: ``AccessRefusal/notAllowed`` for somebody who moderates nothing.
    public func queue(by person: User.ID, after id: Report.ID? = nil) async throws -> ReportPage {
        try await context.database.read { db in
            let scope = try Self.scope(db, of: person)
            let reports = try ReportStore.open(db, scope, after: id ?? 0, limit: Self.pageLimit + 1)
            let shown = try DirectStore.namingPeople(db, in: reports.prefix(Self.pageLimit), \.room, for: person)
            return ReportPage(reports: shown, next: reports.count > Self.pageLimit ? shown.last?.id : nil)
        }
    }

    /// Whether the person has a queue, for what a page offers.
    public func isModerator(_ person: User.ID) async throws -> Bool {
        try await context.database.read { try ReportStore.scope($0, of: person) != nil }
    }

    /// Does what the outcome says, and closes all reports about the message.
    ///
    /// - Parameters:
    ///   - removesMessage: whether the message is deleted as well.
    ///   - disable: disables the account because of the message, and throws when it cannot. Only needed for that
    ///     outcome.
    /// - Throws: ``AccessRefusal/notFound`` for a report that is not there or was handled already,
    ///   ``AccessRefusal/notAllowed``, ``Refusal/noAuthor``, ``Refusal/cannotRemove``.
    public func resolve(
        _ id: Report.ID, _ outcome: ReportOutcome, removesMessage: Bool = false, by person: User.ID,
        disable: @Sendable (User.ID, AuditedMessage) async throws -> Void = { _, _ in throw AccessRefusal.notAllowed }
    ) async throws {
        if outcome == .accountDisabled {
            let (author, message) = try await reported(id, by: person)
            try await disable(author, message)
        }
        let now = context.now()
        try await context.database.write { db in
            let report = try Self.find(db, id, by: person)
            try act(db, outcome, on: report, by: person, at: now)
            if removesMessage || outcome == .removed, !report.isDeleted {
                try messages.erase(db, in: report.room.id, report.number, at: now)
                try audit(db, .messageDeleted, report, by: person, at: now)
            }
            try ReportStore.close(db, in: report.room.id, report.number, outcome, by: person, at: now)
        }
    }

    /// A reported message and its author, for an administrator.
    private func reported(
        _ id: Report.ID, by person: User.ID
    ) async throws -> (author: User.ID, message: AuditedMessage) {
        try await context.database.read { db in
            let report = try Self.find(db, id, by: person)
            guard try AccessStore.isAdministrator(db, person) else { throw AccessRefusal.notAllowed }
            guard let author = report.author else { throw Refusal.noAuthor }
            return (author.id, AuditedMessage(room: report.room.id, number: report.number))
        }
    }

    private func act(
        _ db: Transaction, _ outcome: ReportOutcome, on report: Report, by person: User.ID, at now: Date
    ) throws {
        switch outcome {
        // Deleting and disabling write down themselves that they happened.
        case .removed, .accountDisabled: break
        case .kept: try audit(db, .reportKept, report, by: person, at: now)
        case .warned:
            guard let author = report.author else { throw Refusal.noAuthor }
            try MentionStore.warn(db, author.id, in: report.room.id, report.number)
            try audit(db, .authorWarned, report, by: person, at: now)
        case .authorRemoved:
            guard let author = report.author else { throw Refusal.noAuthor }
            try remove(db, author.id, from: report, by: person, at: now)
        }
    }

    private func remove(
        _ db: Transaction, _ author: User.ID, from report: Report, by person: User.ID, at now: Date
    ) throws {
        guard let room = try RoomStore.find(db, report.room.id), room.kind != .direct, !room.includesEveryone,
            try !MembershipStore.isLastOwner(db, author, in: room)
        else { throw Refusal.cannotRemove }
        guard let membership = try MembershipStore.find(db, author, room.id) else { return }
        let isOwner = try MembershipStore.find(db, person, room.id)?.role == .owner
        guard try membership.role == .member || isOwner || AccessStore.isAdministrator(db, person) else {
            throw AccessRefusal.notAllowed
        }
        try memberships.expel(db, author, from: room.id, by: person, at: now)
    }

    /// What was done with a power over others, the newest first; for administrators.
    ///
    /// - Parameter id: the `next` of the page before, or nil for the first.
    /// - Throws: ``AccessRefusal/notAllowed``.
    public func audit(
        _ filter: AuditFilter = AuditFilter(), before id: AuditEntry.ID? = nil, by person: User.ID
    ) async throws -> AuditPage {
        try await context.database.read { db in
            guard try AccessStore.isAdministrator(db, person) else { throw AccessRefusal.notAllowed }
            let entries = try AuditStore.page(db, filter, before: id ?? .max, limit: Self.pageLimit + 1)
            let shown = entries.prefix(Self.pageLimit)
            return AuditPage(entries: Array(shown), next: entries.count > Self.pageLimit ? shown.last?.id : nil)
        }
    }

    private func audit(
        _ db: Transaction, _ action: AuditEntry.Action, _ report: Report, by person: User.ID, at now: Date
    ) throws {
        try AuditStore.insert(
            db, action, by: person, room: report.room.id, number: report.number, subject: report.author?.id, at: now)
    }

    private static func scope(_ db: Transaction, of person: User.ID) throws -> ReportStore.Scope {
        guard let scope = try ReportStore.scope(db, of: person) else { throw AccessRefusal.notAllowed }
        return scope
    }

    private static func find(_ db: Transaction, _ id: Report.ID, by person: User.ID) throws -> Report {
        guard let report = try ReportStore.find(db, id, scope(db, of: person)) else { throw AccessRefusal.notFound }
        return report
    }
}
