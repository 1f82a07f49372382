import Accounts
import Foundation

/// `GET /activity`, and the posts that answer "was that you?".
struct ActivityPages: Sendable {
    private static let pageSize = 30

    private let page: Page<ActivityView>
    private let site: SiteContext

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func show(_ request: Request, person: SignedIn) async throws -> Response {
        let before = request.queryString?[.before].flatMap(ActivityID.init)
        let list = try await site.accounts.activity.page(of: person.user, before: before?.value, limit: Self.pageSize)
        let view = ActivityView(list, isFirst: before == nil, now: site.now())
        return try await page.response(view, to: request)
    }

    func confirm(_ request: Request, person: SignedIn, activity: ActivityID) async throws -> Response {
        try await site.accounts.activity.confirmSignIn(activity.value, by: person)
        return .done(.signInConfirmed, in: site.flashes, to: paths.dashboard)
    }

    /// The stranger who signed in knows the password, so the next page has the form to change it.
    func deny(_ request: Request, person: SignedIn, activity: ActivityID) async throws -> Response {
        _ = try await site.accounts.activity.denySignIn(activity.value, by: person)
        return Response.redirect(to: paths.profile() + "#change-password")
            .setting(site.flashes.cookie(for: .signInDenied))
    }
}

struct ActivityView: View {
    static let template = "activity.html"
    static var fields: [Field<Self>] {
        [
            .parts("activity", \.activity),
            .text("older", \.older),
            .flag("isFirst", \.isFirst),
        ]
    }

    let activity: [ActivityRow]
    /// The path of the next page.
    let older: String?
    let isFirst: Bool

    init(_ page: ActivityPage, isFirst: Bool, now: Date) {
        activity = page.entries.map { ActivityRow($0, now: now) }
        older = page.next.map { "\(paths.activity())?before=\($0)" }
        self.isFirst = isFirst
    }
}
