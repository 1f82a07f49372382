import Accounts
import Foundation
import HTTP

/// `GET, POST /reset/:token`: a new password for a person who was given a link.
struct ResetPasswordPage: Sendable {
    private let page: Page<ResetPasswordView>
    private let site: SiteContext

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    /// Opening the page does not use the link up: mail and chat programs open links as well.
    func show(_ request: Request, visitor: Visitor, link: ResetToken) async throws -> Response {
        let view = ResetPasswordView(link, owner: try await site.accounts.authentication.owner(of: link.token))
        return try await page.response(view, to: request)
    }

    func submit(_ request: Request, visitor: Visitor, link: ResetToken) async throws -> Response {
        let password = try await request.form()[.newPassword] ?? ""
        do {
            let user = try await site.accounts.authentication.resetPassword(
                with: link.token, to: password, on: request.device)
            return .done(.passwordSet, in: site.flashes, to: paths.signIn).setting(
                site.sessions.knownDeviceCookie(for: user))
        } catch let problem as Password.Problem {
            var view = ResetPasswordView(link, owner: try await site.accounts.authentication.owner(of: link.token))
            view.passwordProblem = problem
            return try await page.response(view, to: request, status: .unprocessableContent)
        }
    }
}

extension ResetLink {
    /// The address to give to the person, on the site with this public URL.
    public func address(at publicURL: URL) -> String {
        publicURL.origin + paths.resetPassword(ResetToken(token))
    }
}
