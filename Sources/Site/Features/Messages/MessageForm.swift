import Conversation
import HTTP
import Markup

/// What a composer sends.
struct MessageForm: Sendable {
    /// As it was typed.
    let body: String
    /// The message that this one answers.
    let reply: Int64?
    /// Makes a form that is sent twice one message.
    let key: MessageKey

    init(_ request: Request) async throws {
        let fields = try await request.form()
        body = fields[.body] ?? ""
        reply = fields[.reply].flatMap(MessageNumber.init)?.value
        key = fields[.key].flatMap(MessageKey.init(encoded:)) ?? MessageKey()
    }

    /// - Throws: `TextProblem`.
    func draft() throws(TextProblem) -> MessageDraft {
        let text = try MessageBody(body)
        return MessageDraft(text, mentions: text.mentions, reply: reply, key: key)
    }
}

extension MessageBody {
    /// The usernames that the text mentions.
    var mentions: Set<String> { Set(Markup.parse(text).mentions) }
}

/// Why a message was not taken, as the form it came from shows it.
struct MessageProblem {
    let text: Text
    let status: Status
    var retryAfter: Int?

    /// Nil for an error that the form has no words for.
    init?(_ error: any Error) {
        switch error {
        case let problem as TextProblem:
            text =
                problem == .empty
                ? Text("Please write something first.") : problem.message(limit: MessageBody.characterLimit)
            status = .unprocessableContent
        case let refusal as MessageService.Refusal:
            text = refusal.message
            status = .unprocessableContent
        case let error as TooFast:
            text = error.message
            status = .tooManyRequests
            retryAfter = error.seconds
        default: return nil
        }
    }

    /// The response with the status of the problem.
    func applied(to response: Response) -> Response {
        guard let retryAfter else { return response }
        return response.retry(after: retryAfter)
    }
}
