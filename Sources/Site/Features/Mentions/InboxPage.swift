import Accounts
import Conversation

/// `GET /mentions`: where a person is mentioned, answered or warned; and the post that marks all of it as read.
struct InboxPage: Sendable {
    private let page: Page<InboxView>
    private let site: SiteContext

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func show(_ request: Request, person: SignedIn) async throws -> Response {
        let before = request.queryString?[.before].flatMap { Mention.ID($0) }
        let mentions = try await site.conversation.mentions.page(of: person.user.id, before: before)
        let view = InboxView(
            mentions, isFirst: before == nil, reports: try await reports(for: person.user.id),
            zone: person.user.preferences.timeZone)
        return try await page.response(view, to: request)
    }

    /// What a moderator has to look at; nil for somebody who moderates nothing.
    private func reports(for person: User.ID) async throws -> Text? {
        try await site.reports(for: person).map { Text(toLookAt: $0) ?? Text("Reports") }
    }

    /// Marks what the page showed, and not what has come since.
    func markRead(_ request: Request, person: SignedIn) async throws -> Response {
        guard let newest = try await request.form()[.upTo].flatMap({ Mention.ID($0) }) else {
            throw HTTPError.malformed
        }
        try await site.conversation.mentions.markRead(upTo: newest, of: person.user.id)
        return .done(.mentionsRead, in: site.flashes, to: paths.mentions)
    }
}
