import Accounts
import Conversation

/// `GET /audit`: what was done with a power over others, for administrators.
struct AuditLogPage: Sendable {
    private let page: Page<AuditLogView>
    private let site: SiteContext

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func show(_ request: Request, administrator: Administrator) async throws -> Response {
        var form = AuditForm(request.queryString)
        let person = administrator.person.user
        let people = try await site.conversation.people.accounts(named: form.usernames)
        guard let filter = form.filter(people) else {
            return try await page.response(AuditLogView(form), to: request, isRefusal: true)
        }
        do {
            let log = try await site.conversation.moderation.audit(filter, before: form.before, by: person.id)
            return try await page.response(AuditLogView(form, log, zone: person.preferences.timeZone), to: request)
        } catch AccessRefusal.notAllowed {
            throw HTTPError.notFound
        }
    }
}
