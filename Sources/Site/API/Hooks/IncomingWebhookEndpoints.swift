import Accounts
import Conversation
import Foundation
import HTTP

/// `rooms/:room/hooks`, and `/hooks/:token`, to which other services post.
struct IncomingWebhookEndpoints: Sendable {
    private let site: SiteContext

    init(_ site: SiteContext) {
        self.site = site
    }

    private var hooks: IncomingWebhookService { site.conversation.hooks }
    private var origin: String { site.origin }

    func list(_ request: Request, visitor: RoomVisitor<RoomModerator>) async throws -> Response {
        .page(try await hooks.hooks(of: visitor.right).map { IncomingWebhookResource($0, origin: origin) })
    }

    func make(_ request: Request, visitor: RoomVisitor<RoomModerator>) async throws -> Response {
        let name = try await request.input().text(.name) ?? ""
        do {
            let made = try await hooks.make(named: name, by: visitor.right)
            return .data(NewIncomingWebhookResource(made, origin: origin), status: .created)
        } catch let problem as Nickname.Problem {
            throw InvalidInput(.name, problem.hookMessage)
        }
    }

    func revoke(_ request: Request, visitor: RoomVisitor<RoomModerator>, hook: PersonID) async throws -> Response {
        try await hooks.revoke(hook.value, by: visitor.right)
        return .done
    }

    /// Posts what another service has to say. The body is `ok`, as Slack's own endpoint sends it.
    func post(_ request: Request, token: HookToken) async throws -> Response {
        let member = try await hooks.member(for: token.token)
        let quota = { site.conversation.quota(of: member.person, for: .message(member.room.id)) }
        return try await request.limited(by: .messages, quota) {
            let text = try await request.hookMessage().text
            do {
                let draft = try MessageDraft(
                    text: text, reply: nil, key: try request.messageKey(in: member.room) ?? MessageKey())
                _ = try await site.conversation.messages.post(draft, as: member)
            } catch let problem as TextProblem {
                throw InvalidInput(.text, problem.message(limit: MessageBody.characterLimit))
            } catch {
                throw MessageRefused.wrapping(error)
            }
            // The message is there: a sender that hears of a failure would send it again.
            try? await hooks.noteUse(by: member)
            var response = Response(status: .ok, body: .bytes(Data("ok".utf8)))
            response.headers[.contentType] = "text/plain; charset=utf-8"
            return response
        }
    }
}

extension IncomingWebhookService.Refusal: PublicError {
    var message: Text { Text("This room has as many webhooks as it can have. Revoke one first.") }
    var details: ProblemDetails { .refused(message) }
}

extension Nickname.Problem {
    /// For the name of a webhook, which follows the same rules.
    var hookMessage: Text {
        switch self {
        case .empty: Text("Please enter a name for the service that posts here.")
        case .tooLong, .forbiddenCharacter: tokenMessage
        }
    }
}
