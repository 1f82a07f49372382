import Accounts
import Conversation
import Foundation
import HTTP

/// `rooms/:room/outgoing-hooks`: addresses that hear of new messages.
struct OutgoingWebhookEndpoints: Sendable {
    private let site: SiteContext

    init(_ site: SiteContext) {
        self.site = site
    }

    private var hooks: OutgoingWebhookService { site.conversation.outgoingHooks }
    private var origin: String { site.origin }

    func list(_ request: Request, visitor: RoomVisitor<RoomModerator>) async throws -> Response {
        .page(try await hooks.hooks(of: visitor.right).map { OutgoingWebhookResource($0.hook, origin: origin) })
    }

    func make(_ request: Request, visitor: RoomVisitor<RoomModerator>) async throws -> Response {
        let input = try await request.input()
        do {
            let draft = try NewOutgoingWebhook(
                name: input.text(.name) ?? "", address: input.text(.address) ?? "", word: input.text(.word) ?? "",
                allowsHTTP: site.allowsHTTPWebhooks)
            let hook = try await hooks.make(draft, by: visitor.right)
            let secret = site.accounts.webhookSecret(for: hook.salt).encoded
            return .data(NewOutgoingWebhookResource(hook, secret: secret, origin: origin), status: .created)
        } catch let problem as Nickname.Problem {
            throw InvalidInput(.name, problem.hookMessage)
        } catch NewOutgoingWebhook.Problem.address {
            throw InvalidInput(.address, .webhookAddressProblem)
        } catch NewOutgoingWebhook.Problem.word {
            throw InvalidInput(.word, .webhookWordProblem)
        }
    }

    func revoke(_ request: Request, visitor: RoomVisitor<RoomModerator>, hook: HookID) async throws -> Response {
        try await hooks.revoke(hook.value, by: visitor.right)
        return .done
    }
}

extension Text {
    static var webhookAddressProblem: Text {
        Text("Please enter an address that begins with https://, without a name and a password in it.")
    }
    static var webhookWordProblem: Text { Text("Please enter one word of at most 50 characters.") }
}

/// An address that hears of new messages.
struct OutgoingWebhookResource: Resource {
    static let properties: [Property<Self>] = [
        .integer("id", \.id), .text("name", \.name), .integer("room_id", \.room), .address("address", \.address),
        .text("word", \.word), .integer("failures", \.failures), .one("made_by", \.maker),
        .time("created_at", \.createdAt), .time("disabled_at", \.disabledAt),
    ]

    private let id: Int64
    private let name: String
    private let room: Int64
    private let address: String
    /// Nil where all messages are told.
    private let word: String?
    private let failures: Int64
    /// Nil once that account is deleted.
    private let maker: PersonResource?
    private let createdAt: Date
    private let disabledAt: Date?

    init(_ hook: OutgoingWebhook, origin: String) {
        (id, name, room, address) = (hook.id, hook.name, hook.room, hook.address)
        (word, failures) = (hook.word.isEmpty ? nil : hook.word, Int64(hook.failures))
        maker = hook.maker.map { PersonResource($0, origin: origin) }
        (createdAt, disabledAt) = (hook.createdAt, hook.disabledAt)
    }

    private init(example maker: PersonResource) {
        (id, name, room, address) = (5, "Irrigation", 12, "https://pump.example/roost")
        (word, failures, self.maker, createdAt, disabledAt) = ("!water", 0, maker, .example, nil)
    }

    static var example: Self { Self(example: .example) }
}

/// A hook that was just made. Its secret is given once.
struct NewOutgoingWebhookResource: Resource {
    static let properties: [Property<Self>] = [.one("hook", \.hook), .text("secret", \.secret)]

    private let hook: OutgoingWebhookResource
    private let secret: String

    init(_ hook: OutgoingWebhook, secret: String, origin: String) {
        (self.hook, self.secret) = (OutgoingWebhookResource(hook, origin: origin), secret)
    }

    private init(example hook: OutgoingWebhookResource) {
        (self.hook, secret) = (hook, String(repeating: "s", count: 43))
    }

    static var example: Self { Self(example: .example) }
}
