import Conversation
import HTTP

/// Messages that are edited in the frame. What was typed in the composer before comes back afterwards.
extension ComposePage {
    /// Opens a message, saves it, or gives it up: what is sent from the composer has no draft yet.
    func edit(
        _ number: Int64, _ form: MessageForm, _ request: Request, _ member: Member
    ) async throws -> Response {
        // Editing the message that is being replied to drops the reply.
        let reply = form.reply == number ? nil : form.reply
        let draft = Draft(body: form.keptDraft ?? form.body, reply: reply, waiting: form.waiting)
        guard form.keptDraft != nil else { return try await showEdit(of: number, draft: draft, request, member) }
        if form.isCancelled { return try await resume(draft, request, member) }
        do {
            try await conversation.messages.edit(number, to: form.body, as: member)
            return try await resume(draft, request, member)
        } catch AccessRefusal.notFound {
            return try await showEdit(of: number, draft: draft, request, member)
        } catch {
            guard let problem = MessageProblem(error) else { throw error }
            return try await showEdit(of: number, draft: draft, refused: (form.body, problem), request, member)
        }
    }

    func showEdit(
        of number: Int64, draft: Draft, refused: (text: String, problem: MessageProblem)? = nil, _ request: Request,
        _ member: Member
    ) async throws -> Response {
        let detail = try await self.message(number, in: member)
        guard let detail, detail.canEdit else {
            // It was deleted while it was open here.
            guard detail?.message.isDeleted ?? true, let problem = MessageProblem(MessageService.Refusal.isDeleted)
            else { throw AccessRefusal.notAllowed }
            return try await resume(draft, problem: problem, request, member)
        }
        let text = refused?.text ?? detail.message.text
        let view = EditView(
            number: number, text: text, draft: draft, problem: refused?.problem.text,
            action: Self.path(in: member.room, for: request))
        let response = try editPage.response(view, to: request, status: refused?.problem.status ?? .ok)
        return refused?.problem.applied(to: response) ?? response
    }

    /// The composer with what was in it before, if anything was.
    func resume(
        _ draft: Draft, problem: MessageProblem? = nil, _ request: Request, _ member: Member
    ) async throws -> Response {
        guard problem != nil || !draft.isEmpty else {
            return .redirect(to: Self.path(in: member.room, for: request))
        }
        return try await render(draft, problem: problem, request, member)
    }
}
