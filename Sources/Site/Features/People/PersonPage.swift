import Accounts
import Foundation

/// `GET /people/:id`: an account as administrators see it, and the posts that change it.
struct PersonPage: Sendable {
    private let page: Page<PersonView>
    private let site: SiteContext

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func show(_ request: Request, administrator: Administrator, id: PersonID) async throws -> Response {
        try await show(request, administrator, id, link: nil)
    }

    func disable(_ request: Request, administrator: Administrator, id: PersonID) async throws -> Response {
        try await change(id, by: administrator, then: .personDisabled) {
            try await site.accounts.administration.disable(id.value, by: administrator.principal)
        }
    }

    func enable(_ request: Request, administrator: Administrator, id: PersonID) async throws -> Response {
        try await change(id, by: administrator, then: .personEnabled) {
            try await site.accounts.administration.enable(id.value, by: administrator.principal)
        }
    }

    func endSessions(_ request: Request, administrator: Administrator, id: PersonID) async throws -> Response {
        try await change(id, by: administrator, then: .personSignedOut) {
            _ = try await site.accounts.administration.endSessions(of: id.value, by: administrator.principal)
        }
    }

    func promote(_ request: Request, administrator: Administrator, id: PersonID) async throws -> Response {
        try await change(id, by: administrator, then: .personPromoted) {
            try await site.accounts.administration.setRole(.administrator, of: id.value, by: administrator.principal)
        }
    }

    func demote(_ request: Request, administrator: Administrator, id: PersonID) async throws -> Response {
        try await change(id, by: administrator, then: .personDemoted) {
            try await site.accounts.administration.setRole(.member, of: id.value, by: administrator.principal)
        }
    }

    func removeTwoFactor(_ request: Request, administrator: Administrator, id: PersonID) async throws -> Response {
        try await change(id, by: administrator, then: .personTwoFactorRemoved) {
            try await site.accounts.administration.removeTwoFactor(of: id.value, by: administrator.principal)
        }
    }

    /// Responds with the page itself, because the link is stored nowhere and cannot be shown later.
    func makeResetLink(_ request: Request, administrator: Administrator, id: PersonID) async throws -> Response {
        do {
            let link = try await site.accounts.administration.makeResetLink(for: id.value, by: administrator.principal)
            return try await show(request, administrator, id, link: link)
        } catch AdministrationError.notAllowed {
            return .done(.notAllowed, in: site.flashes, to: paths.dashboard)
        }
    }

    private func show(
        _ request: Request, _ administrator: Administrator, _ id: PersonID, link: ResetLink?
    ) async throws -> Response {
        let person = try await site.accounts.administration.person(id.value, by: administrator.principal)
        let view = PersonView(
            person, viewer: administrator.person.user, link: link, publicURL: site.publicURL, now: site.now())
        return try await page.response(view, to: request)
    }

    private func change(
        _ id: PersonID, by administrator: Administrator, then flash: Flash, _ work: () async throws -> Void
    ) async throws -> Response {
        do {
            try await work()
            // Administrators who have made themselves members can no longer see this page.
            let isOver = flash == .personDemoted && id.value == administrator.person.user.id
            return .done(flash, in: site.flashes, to: isOver ? paths.dashboard() : paths.person(id))
        } catch AdministrationError.lastAdministrator {
            return .done(.lastAdministrator, in: site.flashes, to: paths.person(id))
        } catch AdministrationError.notAllowed {
            return .done(.notAllowed, in: site.flashes, to: paths.dashboard)
        }
    }
}
