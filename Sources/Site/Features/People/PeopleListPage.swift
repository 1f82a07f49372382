import Accounts
import Foundation

/// `GET /people`: all people, by username, and a search. For administrators.
struct PeopleListPage: Sendable {
    /// People on one page. They are listed without pictures: forty requests would cost more than the rest of the page.
    static let limit = 40

    private let page: Page<PeopleListView>
    private let site: SiteContext

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func show(_ request: Request, administrator: Administrator) async throws -> Response {
        let fields = request.queryString
        let (query, start) = (fields?[.search] ?? "", fields?[.after])
        let people = try await site.accounts.administration.people(
            matching: query, after: start, limit: Self.limit, by: administrator.principal)
        let view = PeopleListView(
            people, query: query, isFirst: start == nil, in: administrator.person.user.preferences.timeZone,
            now: site.now())
        return try await page.response(view, to: request)
    }
}
