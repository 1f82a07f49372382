import Conversation
import Foundation
import HTTP
import Live
import Support

/// `/rooms/:room/compose`: the composer in its frame, beside the messages, where messages are edited as well; and the
/// reactions that are sent from there.
struct ComposePage: Sendable {
    private let page: FramePage<ComposeView>
    let editPage: FramePage<EditView>
    private let live: LivePages
    private let site: SiteContext
    private let poster: MessagePoster
    private let html: LiveHTML

    var conversation: Conversation { site.conversation }

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
        let query = request.queryString
        func number(_ field: TextField) -> Int64? { query?[field].flatMap(MessageNumber.init)?.value }
        // The links in the messages are the same for all browsers.
        if let answer = number(.answer) {
            return .redirect(to: Self.path(in: visitor.right.room, for: request, query: "?reply=\(answer)"))
        }
        if let edited = number(.edit) {
            guard try await message(edited, in: visitor.right) != nil else { throw AccessRefusal.notFound }
            return try await showEdit(of: edited, draft: Draft(), request, visitor.right)
        }
        let isLong = query?[.lines] != nil ? true : nil
        return try await render(Draft(reply: number(.reply)), isLong: isLong, request, visitor.right)
    }

    /// The composer with a draft, and with what is wrong with it if it was refused.
    ///
    /// - Parameter isLong: whether the field takes several lines; nil where the draft says.
    func render(
        _ draft: Draft, isLong: Bool? = nil, problem: MessageProblem? = nil, _ request: Request, _ member: Member
    ) async throws -> Response {
        let repliedTo = try await message(draft.reply, in: member)
        let composer = Composer(
            in: RoomTitle(member.room), replyingTo: repliedTo?.message, draft: draft.body, key: draft.key,
            problem: problem?.text, waiting: try await conversation.attachments.waiting(draft.waiting, of: member))
        var view = ComposeView(
            composer, in: member.room, for: request, isLong: isLong ?? draft.body.utf8.contains(ASCII.lineFeed))
        view.canEditRepliedTo = repliedTo?.canEdit ?? false
        if !member.room.isArchived {
            view.editable =
                view.canEditRepliedTo ? repliedTo?.message.number : try await conversation.messages.lastOwn(of: member)
        }
        let response = try page.response(view, to: request, status: problem?.status ?? .ok)
        return problem?.applied(to: response) ?? response
    }

    /// The composer with a field of another kind, and with what was typed.
    private func change(
        to isLong: Bool, _ form: MessageForm, _ request: Request, _ member: Member
    ) async throws -> Response {
        var draft = Draft(form)
        // A field of one line drops line ends, and would join the words at them.
        if !isLong { draft.body = draft.body.split(whereSeparator: \.isNewline).joined(separator: " ") }
        return try await render(draft, isLong: isLong, request, member)
    }

    func submit(_ request: Request, visitor: RoomVisitor<Member>) async throws -> Response {
        var form = try await MessageForm(request, site: site, as: visitor.right)
        do {
            if form.isMessage {
                _ = try await poster.post(&form, as: visitor.right)
                return .redirect(to: Self.path(in: visitor.right.room, for: request))
            }
            // Files that were chosen wait for the message as well.
            try await poster.storeFiles(of: &form, as: visitor.right)
        } catch {
            guard let problem = MessageProblem(error) else { throw error }
            if case MessageService.Refusal.usedKey = error { form.key = MessageKey() }
            return try await render(Draft(form), problem: problem, request, visitor.right)
        }
        if let edited = form.edited { return try await edit(edited, form, request, visitor.right) }
        if let isLong = form.asksForLines { return try await change(to: isLong, form, request, visitor.right) }
        return try await resume(Draft(body: form.body, waiting: form.waiting), request, visitor.right)
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
        return .done
    }

    func message(_ number: Int64?, in member: Member) async throws -> MessageDetail? {
        guard let number else { return nil }
        return try? await conversation.messages.message(number, in: member.access)
    }
}
