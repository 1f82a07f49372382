import Accounts
import Media

/// `GET, POST /profile/delete`: what would be lost, and the end of the account.
struct DeleteAccountPage: Sendable {
    private let page: Page<DeleteAccountView>
    private let accounts: Accounts
    private let avatars: AvatarStore
    private let sessions: SessionReader
    private let flashes: Flashes

    init(_ parts: SiteContext) throws {
        page = try Page(parts)
        accounts = parts.accounts
        avatars = parts.avatars
        sessions = parts.sessions
        flashes = parts.flashes
    }

    func show(_ request: Request, person: SignedIn) async throws -> Response {
        try page.response(try await view(of: person), to: .signedIn(person), request: request)
    }

    func submit(_ request: Request, person: SignedIn) async throws -> Response {
        let password = try await request.form()[.password] ?? ""
        do {
            try await avatars.replace { try await accounts.delete(person, password: password) }
            var response = Response.done(.accountDeleted, in: flashes, to: .home).setting(sessions.clearedCookies)
            response.headers[.clearSiteData] = Response.clearedData
            return response
        } catch is Accounts.WrongPassword {
            var view = try await view(of: person)
            view.isPasswordWrong = true
            return try page.response(view, to: .signedIn(person), request: request, status: .unprocessableContent)
        }
    }

    private func view(of person: SignedIn) async throws -> DeleteAccountView {
        let count = try await accounts.activeSessions(of: person.user).count
        return DeleteAccountView(
            username: person.user.username.text, sessionCount: count, hasPicture: person.user.avatar != nil,
            isNeededByOthers: try await accounts.isNeededByOthers(person.user))
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
