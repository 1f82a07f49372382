import Accounts
import HTTP

/// `users/me/tokens`: tokens for a person's other programs.
struct PersonalTokenEndpoints: Sendable {
    private let site: SiteContext

    init(_ site: SiteContext) {
        self.site = site
    }

    func list(_ request: Request, person: SignedIn) async throws -> Response {
        .page(try await site.accounts.tokens.tokens(of: person.user).map(PersonalTokenResource.init))
    }

    func create(_ request: Request, person: SignedIn) async throws -> Response {
        let input = try await request.input()
        let scope = input.word(.scope, as: TokenScope.self) ?? .read
        do {
            let made = try await site.accounts.tokens.makeToken(
                named: input.text(.name) ?? "", scope: scope,
                days: Int(clamping: input.integer(.days) ?? Int64(PersonalToken.standardDays)), by: person)
            return .data(NewTokenResource(made), status: .created)
        } catch let problem as Nickname.Problem {
            throw InvalidInput(.name, problem.tokenMessage)
        }
    }

    func revoke(_ request: Request, person: SignedIn, id: SessionID) async throws -> Response {
        try await site.accounts.tokens.revokeToken(id.value, by: person)
        return .done
    }
}
