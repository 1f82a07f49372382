import Accounts

/// `GET /welcome`: what to do next, after signing up.
struct WelcomePage: Sendable {
    private let page: Page<WelcomeView>
    private let site: SiteContext

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func show(_ request: Request, person: SignedIn) async throws -> Response {
        let view = WelcomeView(
            nickname: person.user.nickname.text, timeZone: person.user.preferences.timeZone?.text ?? "UTC",
            takesUploads: site.avatars.acceptsUploads)
        return try await page.response(view, to: request)
    }
}

struct WelcomeView: View {
    static let template = "welcome.html"
    static var fields: [Field<Self>] {
        [
            .text("nickname", \.nickname),
            .text("timeZone", \.timeZone),
            .flag("takesUploads", \.takesUploads),
        ]
    }

    let nickname: String
    /// The zone in which the person sees times.
    let timeZone: String
    let takesUploads: Bool
}
