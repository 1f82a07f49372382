import Conversation
import Foundation

/// An address to which other services post, without its secret.
struct IncomingWebhookResource: Resource {
    static let properties: [Property<Self>] = [
        .integer("id", \.id), .text("name", \.name), .integer("room_id", \.room), .one("made_by", \.maker),
        .time("created_at", \.createdAt), .time("last_used_at", \.lastUsedAt),
    ]

    private let id: Int64
    private let name: String
    private let room: Int64
    /// Nil once that account is deleted.
    private let maker: PersonResource?
    private let createdAt: Date
    private let lastUsedAt: Date?

    init(_ hook: IncomingWebhook, origin: String) {
        (id, name, room) = (hook.id, hook.name, hook.room)
        maker = hook.maker.map { PersonResource($0, origin: origin) }
        (createdAt, lastUsedAt) = (hook.createdAt, hook.lastUsedAt)
    }

    private init(example maker: PersonResource) {
        (id, name, room, self.maker, createdAt, lastUsedAt) = (31, "Builds", 12, maker, .example, nil)
    }

    static var example: Self { Self(example: .example) }
}

/// A hook that was just made. Its address is given once.
struct NewIncomingWebhookResource: Resource {
    static let properties: [Property<Self>] = [.one("hook", \.hook), .address("url", \.url)]

    private let hook: IncomingWebhookResource
    private let url: String

    init(_ made: NewIncomingWebhook, origin: String) {
        hook = IncomingWebhookResource(made.hook, origin: origin)
        url = origin + made.path
    }

    private init(example hook: IncomingWebhookResource) {
        (self.hook, url) = (hook, "https://roost.example/hooks/" + String(repeating: "h", count: 43))
    }

    static var example: Self { Self(example: .example) }
}

extension NewIncomingWebhook {
    /// The path of its address.
    var path: String { apiPaths.hook(HookToken(token)) }
}

/// Of the address of an incoming hook.
typealias HookToken = LinkToken<IncomingWebhook>
