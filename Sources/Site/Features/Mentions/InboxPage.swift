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
        let before = (try? QueryString(decoding: request.query))?[.before].flatMap { Mention.ID($0) }
        let mentions = try await site.conversation.mentions.page(of: person.user.id, before: before)
        let isModerator = try await site.conversation.moderation.isModerator(person.user.id)
        let view = InboxView(
            mentions, isFirst: before == nil, isModerator: isModerator, zone: person.user.preferences.timeZone)
        return try await page.response(view, to: request)
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
