import Accounts
import Foundation
import HTTP

/// `GET, POST /profile/feed`, and the post that revokes the address: where a person's feed reader finds what is new.
struct FeedAddressPage: Sendable {
    private let page: Page<FeedAddressView>
    private let site: SiteContext

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func show(_ request: Request, person: SignedIn) async throws -> Response {
        try await page.response(try await view(for: person), to: request)
    }

    /// The response is the only page that ever shows the address, so it cannot be a redirect.
    func create(_ request: Request, person: SignedIn) async throws -> Response {
        let token = try await site.accounts.tokens.makeFeedToken(by: person)
        return try await page.response(
            try await view(for: person, address: token.address(at: site.publicURL)), to: request)
    }

    func revoke(_ request: Request, person: SignedIn) async throws -> Response {
        try await site.accounts.tokens.revokeFeedToken(by: person)
        return .done(.feedRevoked, in: site.flashes, to: paths.news)
    }

    private func view(for person: SignedIn, address: String? = nil) async throws -> FeedAddressView {
        FeedAddressView(
            token: try await site.accounts.tokens.feedToken(of: person.user), address: address,
            zone: person.user.preferences.timeZone, now: site.now())
    }
}

struct FeedAddressView: View {
    static let template = "feed.html"
    static var fields: [Field<Self>] {
        [
            .text("address", \.address),
            .flag("hasFeed") { $0.created != nil },
            .text("created") { $0.created?.day },
            .text("createdISO") { $0.created?.isoDay },
            .text("used", \.used?.text),
        ]
    }

    private let created: Timestamp?
    private let used: RelativeTime?
    /// One that was just made, which is shown once.
    private let address: String?

    init(token: FeedToken?, address: String?, zone: TimeZoneName?, now: Date) {
        self.address = address
        created = token.map { Timestamp($0.createdAt, in: zone) }
        used = token?.lastUsedAt.map { Timestamp($0).relative(to: now) }
    }
}
