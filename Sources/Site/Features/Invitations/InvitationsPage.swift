import Accounts
import Foundation
import HTTP

/// `GET, POST /invitations`, and the post that takes one back. For administrators.
struct InvitationsPage: Sendable {
    private let page: Page<InvitationsView>
    private let site: SiteContext

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func show(_ request: Request, administrator: Administrator) async throws -> Response {
        try await page.response(try await view(for: administrator), to: request)
    }

    /// Responds with the page itself, because the link is stored nowhere and cannot be shown later.
    func create(_ request: Request, administrator: Administrator) async throws -> Response {
        let form = InvitationForm(try await request.form())
        guard let (uses, days) = form.checked else {
            var view = try await view(for: administrator)
            view.form = form
            return try await page.response(view, to: request, status: .unprocessableContent)
        }
        do {
            let invitation = try await site.accounts.invitations.invite(
                uses: uses, days: days, by: administrator.principal)
            var view = try await view(for: administrator)
            view.link = invitation.address(at: site.publicURL)
            return try await page.response(view, to: request)
        } catch AdministrationError.tooManyInvitations {
            return .done(.tooManyInvitations, in: site.flashes, to: paths.invitations)
        }
    }

    func revoke(_ request: Request, administrator: Administrator, invitation: InvitationID) async throws -> Response {
        try await site.accounts.invitations.revoke(invitation.value, by: administrator.principal)
        return .done(.invitationRevoked, in: site.flashes, to: paths.invitations)
    }

    private func view(for administrator: Administrator) async throws -> InvitationsView {
        let person = administrator.person.user
        let open = try await site.accounts.invitations.open(by: administrator.principal)
        return InvitationsView(invitations: open.map { InvitationRow($0, zone: person.preferences.timeZone) })
    }
}

extension NewInvitation {
    /// The address to give to people, on the site with this public URL.
    public func address(at publicURL: URL) -> String {
        token.invitationAddress(at: publicURL)
    }
}

extension Token<Invitation> {
    public func invitationAddress(at publicURL: URL) -> String {
        publicURL.origin + paths.join(InvitationToken(self))
    }
}
