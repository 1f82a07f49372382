import Accounts
import Conversation
import Foundation
import Support

/// Something that was said in a room.
struct MessageResource: Resource {
    static let properties: [Property<Self>] = [
        .integer("number", \.number),
        .integer("room_id", \.room),
        .integer("revision", \.revision),
        .one("author", \.author),
        .text("body", \.body),
        .one("reply_to", \.reply),
        .time("created_at", \.createdAt),
        .time("edited_at", \.editedAt),
        .time("pinned_at", \.pinnedAt),
        .flag("is_deleted", \.isDeleted),
        .flag("is_folded", \.isFolded),
        .list("reactions", \.reactions),
        .texts("own_reactions", \.ownReactions),
        .list("attachments", \.attachments),
    ]

    private let number: Int64
    private let room: Int64
    private let revision: Int64
    /// Nil once that account is deleted.
    private let author: PersonResource?
    /// As it was written, in Markdown.
    private let body: String
    private let reply: ReplyResource?
    private let createdAt: Date
    private let editedAt: Date?
    private let pinnedAt: Date?
    private let isDeleted: Bool
    /// The person who asks has blocked its author.
    private let isFolded: Bool
    private let reactions: [ReactionResource]
    /// Of the person who asks; nil in lists of changes, which are the same for everyone.
    private let ownReactions: [String]?
    private let attachments: [AttachmentResource]

    /// - Parameter blocked: by the person who asks.
    init(_ message: Message, in room: Room.ID, own: OwnMarks?, blocked: Set<User.ID>, origin: String) {
        (number, self.room, revision) = (message.number, room, message.revision)
        author = message.author.map { PersonResource($0, origin: origin) }
        body = message.text
        reply = message.reply.map { ReplyResource($0, origin: origin) }
        (createdAt, editedAt, pinnedAt) = (message.createdAt, message.editedAt, message.pinnedAt)
        isDeleted = message.isDeleted
        isFolded = blocked.contains(author: message.author)
        reactions = message.reactions.map(ReactionResource.init)
        ownReactions = own.map { ($0.reactions[message.number] ?? []).sorted().map(\.text) }
        attachments = message.attachments.map { AttachmentResource($0, origin: origin) }
    }

    private init(example author: PersonResource) {
        (number, room, revision, self.author) = (40, 12, 57, author)
        (body, reply, createdAt, editedAt, pinnedAt) = ("The *beans* are up.", .example, .example, nil, nil)
        (isDeleted, isFolded, reactions, ownReactions) = (false, false, [.example], ["🌱"])
        attachments = [.example]
    }

    static var example: Self { Self(example: .example) }
}

/// The message that another one answers.
struct ReplyResource: Resource {
    static let properties: [Property<Self>] = [.integer("number", \.number), .one("message", \.excerpt)]

    private let number: Int64
    /// Nil when it is no longer kept.
    private let excerpt: ExcerptResource?

    init(_ reply: Message.Reply, origin: String) {
        number = reply.number
        excerpt = reply.excerpt.map { ExcerptResource($0, origin: origin) }
    }

    private init(example excerpt: ExcerptResource) {
        (number, self.excerpt) = (39, excerpt)
    }

    static var example: Self { Self(example: .example) }
}

struct ReactionResource: Resource {
    static let properties: [Property<Self>] = [
        .text("emoji", \.emoji), .integer("count", \.count), .texts("usernames", \.usernames),
    ]

    private let emoji: String
    private let count: Int64
    /// Of the first twenty people who chose it.
    private let usernames: [String]

    init(_ reaction: Message.Reaction) {
        self.init(
            emoji: reaction.emoji.text, count: Int64(reaction.count), usernames: reaction.people.map(\.username))
    }

    private init(emoji: String, count: Int64, usernames: [String]) {
        (self.emoji, self.count, self.usernames) = (emoji, count, usernames)
    }

    static var example: Self { Self(emoji: "🌱", count: 2, usernames: ["ada", "bruno"]) }
}

/// A file of a message.
struct AttachmentResource: Resource {
    static let properties: [Property<Self>] = [
        .integer("id", \.id), .text("name", \.name), .text("type", \.type), .integer("bytes", \.bytes),
        .integer("width", \.width), .integer("height", \.height), .text("sha256", \.sha256), .address("url", \.url),
        .address("thumbnail_url", \.thumbnail),
    ]

    private let id: Int64
    private let name: String
    private let type: String
    private let bytes: Int64
    /// Nil for everything but pictures and films.
    private let width: Int64?
    private let height: Int64?
    private let sha256: String
    private let url: String
    private let thumbnail: String?

    init(_ attachment: Attachment, origin: String) {
        (id, name, type, bytes) = (attachment.id, attachment.name, attachment.type, Int64(attachment.bytes))
        (width, height) = (attachment.width.map(Int64.init), attachment.height.map(Int64.init))
        sha256 = attachment.sha256.hexadecimal
        url = origin + apiPaths.file(AttachmentID(attachment.id))
        thumbnail = attachment.width == nil ? nil : origin + apiPaths.thumbnail(AttachmentID(attachment.id))
    }

    private init(example: Void) {
        (id, name, type, bytes, width, height) = (3, "beans.webp", "image/webp", 48_213, 1280, 720)
        sha256 = String(repeating: "0f", count: 32)
        (url, thumbnail) = ("https://roost.example/api/v1/files/3", "https://roost.example/api/v1/files/3/thumbnail")
    }

    static var example: Self { Self(example: ()) }
}

/// A message that was found.
struct SearchHitResource: Resource {
    static let properties: [Property<Self>] = [
        .one("room", \.room), .integer("number", \.number), .one("author", \.author), .text("body", \.body),
        .time("created_at", \.createdAt), .flag("is_folded", \.isFolded),
    ]

    private let room: RoomSummaryResource
    private let number: Int64
    private let author: PersonResource?
    private let body: String
    private let createdAt: Date
    /// The person who asks has blocked its author.
    private let isFolded: Bool

    init(_ hit: SearchHit, blocked: Set<User.ID>, origin: String) {
        room = RoomSummaryResource(hit.room, origin: origin)
        (number, body, createdAt) = (hit.number, hit.text, hit.createdAt)
        isFolded = blocked.contains(author: hit.author)
        author = hit.author.map { PersonResource($0, origin: origin) }
    }

    private init(example author: PersonResource, _ room: RoomSummaryResource) {
        (number, body, createdAt, isFolded) = (40, "The *beans* are up.", .example, false)
        (self.author, self.room) = (author, room)
    }

    static var example: Self { Self(example: .example, .example) }
}

/// A room beside something that was said in it.
struct RoomSummaryResource: Resource {
    static let properties: [Property<Self>] = [
        .integer("id", \.id), .word("kind", among: ["open", "closed", "direct"], \.kind), .text("name", \.name),
        .list("people", \.people),
    ]

    private let id: Int64
    private let kind: String
    private let name: String
    private let people: [PersonResource]

    init(_ room: RoomSummary, origin: String) {
        (id, kind, name) = (room.id, room.kind.rawValue, room.name)
        people = room.people.map { PersonResource($0, origin: origin) }
    }

    private init(example: Void) {
        (id, kind, name, people) = (12, "open", "Garden", [])
    }

    static var example: Self { Self(example: ()) }
}
