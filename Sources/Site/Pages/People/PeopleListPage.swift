import Accounts
import Foundation

/// `GET /people`: all people, by username, and a search. For administrators.
struct PeopleListPage: Sendable {
    /// People on one page. No picture is beside them: so many requests would weigh more than all else on it.
    static let limit = 40

    private let page: Page<PeopleListView>
    private let accounts: Accounts
    private let now: @Sendable () -> Date

    init(_ parts: SiteContext) throws {
        page = try Page(parts)
        accounts = parts.accounts
        now = parts.now
    }

    func show(_ request: Request, administrator: Administrator) async throws -> Response {
        let fields = try? QueryString(decoding: request.query)
        let (query, start) = (fields?[.search] ?? "", fields?[.after])
        let people = try await accounts.people(
            matching: query, after: start, limit: Self.limit, by: administrator.principal)
        let view = PeopleListView(
            people, query: query, isFirst: start == nil, in: administrator.person.user.preferences.timeZone, now: now())
        return try page.response(view, to: .signedIn(administrator.person), request: request)
    }
}
