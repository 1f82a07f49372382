import Conversation
import Foundation

/// An entry of a person's inbox.
struct MentionResource: Resource {
    static let properties: [Property<Self>] = [
        .integer("id", \.id), .word("kind", among: ["mention", "reply", "warning", "webhook"], \.kind),
        .flag("is_read", \.isRead), .one("room", \.room), .one("message", \.message), .text("webhook", \.webhook),
        .time("at", \.at),
    ]

    private let id: Int64
    private let kind: String
    private let isRead: Bool
    private let room: RoomSummaryResource
    /// Nil for a webhook.
    private let message: ExcerptResource?
    /// The name of one that was given up.
    private let webhook: String?
    private let at: Date

    init(_ mention: Mention, origin: String) {
        (id, kind, isRead, at) = (mention.id, mention.kind.rawValue, mention.isRead, mention.at)
        room = RoomSummaryResource(mention.room, origin: origin)
        message = mention.message.map { ExcerptResource($0, origin: origin) }
        webhook = mention.webhook
    }

    private init(example room: RoomSummaryResource, _ message: ExcerptResource) {
        (id, kind, isRead, at, self.room, self.message, webhook) = (9, "mention", false, .example, room, message, nil)
    }

    static var example: Self { Self(example: .example, .example) }
}

/// A reported message, for moderators.
struct ReportResource: Resource {
    static let properties: [Property<Self>] = [
        .integer("id", \.id), .one("room", \.room), .integer("number", \.number), .one("author", \.author),
        .text("text", \.text), .time("written_at", \.writtenAt), .flag("is_deleted", \.isDeleted),
        .one("reporter", \.reporter), .text("reason", \.reason), .time("created_at", \.createdAt),
    ]

    private let id: Int64
    private let room: RoomSummaryResource
    private let number: Int64
    private let author: PersonResource?
    private let text: String
    private let writtenAt: Date
    private let isDeleted: Bool
    private let reporter: PersonResource?
    private let reason: String
    private let createdAt: Date

    init(_ report: Report, origin: String) {
        (id, number, text) = (report.id, report.number, report.text)
        (writtenAt, isDeleted, reason, createdAt) = (
            report.writtenAt, report.isDeleted, report.reason, report.createdAt
        )
        room = RoomSummaryResource(report.room, origin: origin)
        author = report.author.map { PersonResource($0, origin: origin) }
        reporter = report.reporter.map { PersonResource($0, origin: origin) }
    }

    private init(example person: PersonResource, _ room: RoomSummaryResource) {
        (id, self.room, number, author, text) = (4, room, 40, person, "Buy my beans!")
        (writtenAt, isDeleted, reporter, reason) = (.example, false, person, "spam")
        createdAt = .example
    }

    static var example: Self { Self(example: .example, .example) }
}
