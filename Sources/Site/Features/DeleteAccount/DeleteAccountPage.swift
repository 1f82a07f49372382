import Accounts

/// `GET, POST /profile/delete`: shows what would be lost, and deletes the account.
struct DeleteAccountPage: Sendable {
    private let page: Page<DeleteAccountView>
    private let site: SiteContext

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func show(_ request: Request, person: SignedIn) async throws -> Response {
        try page.response(try await view(of: person), to: request)
    }

    func submit(_ request: Request, person: SignedIn) async throws -> Response {
        let password = try await request.form()[.password] ?? ""
        do {
            try await site.avatars.replace { try await site.accounts.profiles.delete(person, password: password) }
            var response = Response.done(.accountDeleted, in: site.flashes, to: paths.home).setting(
                site.sessions.clearedCookies)
            response.headers[.clearSiteData] = Response.clearedData
            return response
        } catch AuthenticationError.wrongPassword {
            var view = try await view(of: person)
            view.isPasswordWrong = true
            return try page.response(view, to: request, status: .unprocessableContent)
        }
    }

    private func view(of person: SignedIn) async throws -> DeleteAccountView {
        let count = try await site.accounts.sessions.active(of: person.user).count
        return DeleteAccountView(
            username: person.user.username.text, sessionCount: count, hasPicture: person.user.avatar != nil,
            isNeededByOthers: try await site.accounts.administration.isNeededByOthers(person.user))
    }
}

struct DeleteAccountView: View {
    static let template = "delete.html"
    static var fields: [Field<Self>] {
        [
            .text("username", \.username),
            .text("sessionCount") { String($0.sessionCount) },
            .flag("hasPicture", \.hasPicture),
            .flag("isNeededByOthers", \.isNeededByOthers),
            .text("problem") { $0.isPasswordWrong ? Text("Nothing was deleted. Please look below.") : nil },
            .part("password") {
                FormField.password(error: $0.isPasswordWrong ? Text("This is not your password.") : nil)
            },
        ]
    }

    let username: String
    let sessionCount: Int
    let hasPicture: Bool
    let isNeededByOthers: Bool
    var isPasswordWrong = false
}
