import Conversation
import Foundation
import HTTP
import Live

/// `/rooms/:room/compose`: the composer in its frame, beside the messages, where messages are edited as well; and the
/// reactions that are sent from there.
struct ComposePage: Sendable {
    private let page: FramePage<ComposeView>
    private let editPage: FramePage<EditView>
    private let live: LivePages
    private let site: SiteContext
    private let poster: MessagePoster
    private let html: LiveHTML

    private var conversation: Conversation { site.conversation }

    init(_ site: SiteContext, _ live: LivePages) throws {
        (page, editPage) = (try FramePage(site), try FramePage(site))
        self.site = site
        self.live = live
        poster = MessagePoster(site)
        html = live.html
    }

    /// Where the composer of a room is.
    ///
    /// The fragment moves the focus to the field, after each message too. Safari would focus it without a caret and
    /// swallow what is typed.
    static func path(in room: Room, for request: Request, query: String = "") -> String {
        let agent = request.headers[.userAgent] ?? ""
        let focuses = agent.utf8.contains("Chrome/".utf8) || agent.utf8.contains("Gecko/20".utf8)
        return paths.compose(RoomTitle(room).reference) + query + (focuses ? "#body" : "")
    }

    func show(_ request: Request, visitor: RoomVisitor<Member>) async throws -> Response {
        let query = try? QueryString(decoding: request.query)
        func number(_ field: TextField) -> Int64? { query?[field].flatMap(MessageNumber.init)?.value }
        // The links in the messages are the same for all browsers.
        if let answer = number(.answer) {
            return .redirect(to: Self.path(in: visitor.right.room, for: request, query: "?reply=\(answer)"))
        }
        if let edited = number(.edit) {
            guard try await message(edited, in: visitor.right) != nil else { throw AccessRefusal.notFound }
            return try await showEdit(of: edited, draft: Draft(), request, visitor.right)
        }
        let answered = try await message(number(.reply), in: visitor.right)
        return try await show(
            Composer(in: RoomTitle(visitor.right.room), answering: answered?.message), answered: answered,
            isLong: query?[.lines] != nil, request, visitor.right)
    }

    private func show(
        _ composer: Composer, answered: MessageDetail?, isLong: Bool, _ request: Request, _ member: Member
    ) async throws -> Response {
        var view = ComposeView(
            composer, in: member.room, for: request, isLong: isLong)
        view.canEditAnswered = answered?.canEdit ?? false
        if !member.room.isArchived {
            view.editable =
                view.canEditAnswered ? answered?.message.number : try await conversation.messages.lastOwn(of: member)
        }
        return try page.response(view, to: request)
    }

    /// The composer with a field of another kind, and with what was typed.
    private func change(
        to isLong: Bool, _ form: MessageForm, _ request: Request, _ member: Member
    ) async throws -> Response {
        let answered = try await message(form.reply, in: member)
        let waiting = try await conversation.attachments.waiting(form.waiting, of: member)
        // A field of one line drops line ends, and would join the words at them.
        let draft = isLong ? form.body : form.body.split(whereSeparator: \.isNewline).joined(separator: " ")
        return try await show(
            Composer(in: RoomTitle(member.room), answering: answered?.message, draft: draft, waiting: waiting),
            answered: answered, isLong: isLong, request, member)
    }

    func submit(_ request: Request, visitor: RoomVisitor<Member>) async throws -> Response {
        var form = try await MessageForm(request, site: site)
        do {
            if form.isMessage {
                _ = try await poster.post(&form, as: visitor.right)
                return .redirect(to: Self.path(in: visitor.right.room, for: request))
            }
            // Files that were chosen wait for the message as well.
            try await poster.storeFiles(of: &form, as: visitor.right)
        } catch {
            guard let problem = MessageProblem(error) else { throw error }
            return try await refuse(form, problem, request, visitor.right)
        }
        if let edited = form.edited { return try await edit(edited, form, request, visitor.right) }
        if let isLong = form.asksForLines { return try await change(to: isLong, form, request, visitor.right) }
        return try await composer(with: Draft(body: form.body, waiting: form.waiting), request, visitor.right)
    }

    /// The composer with what was written, and what is wrong with it.
    private func refuse(
        _ form: MessageForm, _ problem: MessageProblem, _ request: Request, _ member: Member
    ) async throws -> Response {
        let composer = Composer(
            in: RoomTitle(member.room), answering: try await message(form.reply, in: member)?.message,
            refused: (form, problem.text), waiting: try await conversation.attachments.waiting(form.waiting, of: member)
        )
        let view = ComposeView(
            composer, in: member.room, for: request, isLong: form.body.utf8.contains(UInt8(ascii: "\n")))
        return problem.applied(to: try page.response(view, to: request, status: problem.status))
    }

    /// Adds a reaction, or takes it away. Nothing is shown in the frame from which it is sent: what it changes arrives with
    /// the messages, and so does a problem.
    func react(_ request: Request, visitor: RoomVisitor<Member>) async throws -> Response {
        let form = try await request.form()
        guard let number = form[.number].flatMap(MessageNumber.init), let emoji = form[.emoji].flatMap(Emoji.init)
        else {
            throw HTTPError.malformed
        }
        do {
            try await conversation.messages.react(emoji, to: number.value, as: visitor.right)
        } catch {
            guard let problem = MessageProblem(error) else { throw error }
            let notice = try html.notice(problem.text, in: request.language)
            live.hub.notify(
                visitor.person.session.id, in: visitor.right.room.id, named: "notice", Data(notice.bytes))
        }
        // Not even a length (RFC 9110, 8.6).
        return Response(status: .noContent, body: .omitted(length: nil))
    }

    private func message(_ number: Int64?, in member: Member) async throws -> MessageDetail? {
        guard let number else { return nil }
        return try? await conversation.messages.message(number, in: member.access)
    }
}

/// Messages that are edited in the frame. What was typed in the composer before comes back afterwards.
extension ComposePage {
    /// Opens a message, saves it, or gives it up: what is sent from the composer has no draft yet.
    private func edit(
        _ number: Int64, _ form: MessageForm, _ request: Request, _ member: Member
    ) async throws -> Response {
        // Who edits the message that they were about to answer does that instead.
        let reply = form.reply == number ? nil : form.reply
        let draft = Draft(body: form.keptDraft ?? form.body, reply: reply, waiting: form.waiting)
        guard form.keptDraft != nil else { return try await showEdit(of: number, draft: draft, request, member) }
        if form.isCancelled { return try await composer(with: draft, request, member) }
        do {
            try await conversation.messages.edit(number, to: form.body, as: member)
            return try await composer(with: draft, request, member)
        } catch AccessRefusal.notFound {
            return try await showEdit(of: number, draft: draft, request, member)
        } catch {
            guard let problem = MessageProblem(error) else { throw error }
            return try await showEdit(of: number, draft: draft, refused: (form.body, problem), request, member)
        }
    }

    private func showEdit(
        of number: Int64, draft: Draft, refused: (text: String, problem: MessageProblem)? = nil, _ request: Request,
        _ member: Member
    ) async throws -> Response {
        let detail = try await self.message(number, in: member)
        guard let detail, detail.canEdit else {
            // It was deleted while it was open here.
            guard detail?.message.isDeleted ?? true, let problem = MessageProblem(MessageService.Refusal.isDeleted)
            else { throw AccessRefusal.notAllowed }
            return try await composer(with: draft, problem: problem, request, member)
        }
        let text = refused?.text ?? detail.message.text
        let view = EditView(
            number: number, text: text, draft: draft, problem: refused?.problem.text,
            action: Self.path(in: member.room, for: request))
        let response = try editPage.response(view, to: request, status: refused?.problem.status ?? .ok)
        return refused?.problem.applied(to: response) ?? response
    }

    /// The composer with what was in it before, if anything was.
    private func composer(
        with draft: Draft, problem: MessageProblem? = nil, _ request: Request, _ member: Member
    ) async throws -> Response {
        guard problem != nil || !draft.isEmpty else {
            return .redirect(to: Self.path(in: member.room, for: request))
        }
        let title = RoomTitle(member.room)
        let refused = problem.map { (MessageForm(body: draft.body, reply: nil, key: MessageKey()), $0.text) }
        let files = try await conversation.attachments.waiting(draft.waiting, of: member)
        let answered = try await message(draft.reply, in: member)?.message
        let view = ComposeView(
            Composer(in: title, answering: answered, draft: draft.body, refused: refused, waiting: files),
            in: member.room, for: request,
            isLong: draft.body.utf8.contains(UInt8(ascii: "\n")))
        return try page.response(view, to: request, status: problem?.status ?? .ok)
    }
}

/// What was begun in the composer.
struct Draft: Sendable {
    var body = ""
    var reply: Int64?
    var waiting: [Attachment.ID] = []

    var isEmpty: Bool { body.isEmpty && reply == nil && waiting.isEmpty }
}

/// The composer in its frame.
struct ComposeView: View {
    static let template = "compose.html"
    static var fields: [Field<Self>] {
        [
            .text("action", \.action),
            .flag("isLong", \.isLong),
            .text("editable") { $0.editable.map(String.init) },
            .flag("canEditAnswered", \.canEditAnswered),
        ] + Composer.fields.map { $0.of { try $1($0.composer) } }
    }

    private let composer: Composer
    private let action: String
    /// Whether the field takes several lines. In one of a single line, the enter key sends.
    private let isLong: Bool
    /// The message that can be edited from here; nil for none.
    var editable: Int64?
    /// Whether that is the one that is answered.
    var canEditAnswered = false

    init(_ composer: Composer, in room: Room, for request: Request, isLong: Bool) {
        self.composer = composer
        self.isLong = isLong
        action = ComposePage.path(in: room, for: request)
    }
}
