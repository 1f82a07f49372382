import Accounts
import Foundation

/// `GET /people/:id`: an account as administrators see it, and the posts that change it.
struct PersonPage: Sendable {
    private let page: Page<PersonView>
    private let accounts: Accounts
    private let flashes: Flashes
    private let publicURL: URL
    private let now: @Sendable () -> Date

    init(_ parts: SiteContext) throws {
        page = try Page(parts)
        accounts = parts.accounts
        flashes = parts.flashes
        publicURL = parts.publicURL
        now = parts.now
    }

    func show(_ request: Request, administrator: Administrator, id: PersonID) async throws -> Response {
        try await show(request, administrator, id, link: nil)
    }

    func disable(_ request: Request, administrator: Administrator, id: PersonID) async throws -> Response {
        try await change(id, by: administrator, then: .personDisabled) {
            try await accounts.disable(id.value, by: administrator.principal)
        }
    }

    func enable(_ request: Request, administrator: Administrator, id: PersonID) async throws -> Response {
        try await change(id, by: administrator, then: .personEnabled) {
            try await accounts.enable(id.value, by: administrator.principal)
        }
    }

    func endSessions(_ request: Request, administrator: Administrator, id: PersonID) async throws -> Response {
        try await change(id, by: administrator, then: .personSignedOut) {
            _ = try await accounts.endSessions(of: id.value, by: administrator.principal)
        }
    }

    func promote(_ request: Request, administrator: Administrator, id: PersonID) async throws -> Response {
        try await change(id, by: administrator, then: .personPromoted) {
            try await accounts.setRole(.administrator, of: id.value, by: administrator.principal)
        }
    }

    func demote(_ request: Request, administrator: Administrator, id: PersonID) async throws -> Response {
        try await change(id, by: administrator, then: .personDemoted) {
            try await accounts.setRole(.member, of: id.value, by: administrator.principal)
        }
    }

    func removeTwoFactor(_ request: Request, administrator: Administrator, id: PersonID) async throws -> Response {
        try await change(id, by: administrator, then: .personTwoFactorRemoved) {
            try await accounts.removeTwoFactor(of: id.value, by: administrator.principal)
        }
    }

    /// Answers with the page itself: the link is stored nowhere to be shown later.
    func makeResetLink(_ request: Request, administrator: Administrator, id: PersonID) async throws -> Response {
        do {
            let link = try await accounts.makeResetLink(for: id.value, by: administrator.principal)
            return try await show(request, administrator, id, link: link)
        } catch is Accounts.NotAllowed {
            return .done(.notAllowed, in: flashes, to: paths.dashboard)
        }
    }

    private func show(
        _ request: Request, _ administrator: Administrator, _ id: PersonID, link: ResetLink?
    ) async throws -> Response {
        let person = try await accounts.person(id.value, by: administrator.principal)
        let view = PersonView(
            person, viewer: administrator.person.user, link: link, publicURL: publicURL, now: now())
        return try page.response(view, to: .signedIn(administrator.person), request: request)
    }

    private func change(
        _ id: PersonID, by administrator: Administrator, then flash: Flash, _ work: () async throws -> Void
    ) async throws -> Response {
        do {
            try await work()
            // This page is not there any more for who has made themselves a member.
            let isOver = flash == .personDemoted && id.value == administrator.person.user.id
            return .done(flash, in: flashes, to: isOver ? paths.dashboard() : paths.person(id))
        } catch is Accounts.LastAdministrator {
            return .done(.lastAdministrator, in: flashes, to: paths.person(id))
        } catch is Accounts.NotAllowed {
            return .done(.notAllowed, in: flashes, to: paths.dashboard)
        }
    }
}
