/// `GET /`: what this site is, with the sign-in form.
struct HomePage: Sendable {
    private let page: Page<HomeView>

    init(_ site: SiteContext) throws {
        page = try Page(site)
    }

    func show(_ request: Request, visitor: Visitor) async throws -> Response {
        guard visitor.signedIn == nil else { return .redirect(to: paths.dashboard) }
        return try await page.response(HomeView(), to: request)
    }
}

struct HomeView: View {
    static let template = "home.html"
    static var fields: [Field<Self>] {
        [
            .part("username") { _ in FormField.username() },
            .part("password") { _ in FormField.password() },
            .branding("words") { branding in
                (branding.frontText ?? "").split(separator: "\n\n").map { Paragraph(text: String($0)) }
            },
        ]
    }
}
