import Accounts
import Foundation
import HTTP

/// `GET, POST /profile/tokens`, and the post that revokes one: tokens for a person's programs.
struct TokensPage: Sendable {
    private let page: Page<TokensView>
    private let site: SiteContext

    init(_ site: SiteContext) throws {
        page = try Page(site)
        self.site = site
    }

    func show(_ request: Request, person: SignedIn) async throws -> Response {
        try await page.response(view(of: person), to: request)
    }

    /// The response is the only page that ever shows the token, so it cannot be a redirect.
    func create(_ request: Request, person: SignedIn) async throws -> Response {
        var form = TokenForm(try await request.form())
        do {
            let made = try await site.accounts.tokens.makeToken(
                named: form.name, scope: form.scope, days: form.days, by: person)
            return try await page.response(view(of: person, made: made), to: request)
        } catch let problem as Nickname.Problem {
            form.nameError = problem.tokenMessage
        } catch is TooManyTokens {
            form.nameError = .tooManyTokens
        }
        return try await page.response(view(of: person, form), to: request, status: .unprocessableContent)
    }

    func revoke(_ request: Request, person: SignedIn, id: SessionID) async throws -> Response {
        try await site.accounts.tokens.revokeToken(id.value, by: person)
        return .done(.tokenRevoked, in: site.flashes, to: paths.tokens)
    }

    private func view(
        of person: SignedIn, _ form: TokenForm = TokenForm(), made: NewPersonalToken? = nil
    ) async throws -> TokensView {
        let tokens = try await site.accounts.tokens.tokens(of: person.user)
        let zone = person.user.preferences.timeZone
        return TokensView(
            tokens: tokens.map { TokenRow($0, zone: zone, now: site.now()) }, form: form, made: made?.encoded)
    }
}

extension TooManyTokens: PublicError {
    var details: ProblemDetails { .refused(.tooManyTokens) }
}

extension Text {
    static var tooManyTokens: Text {
        Text("You have as many tokens as one can have. Revoke one first.")
    }
}

extension Nickname.Problem {
    /// For the name of a token, which follows the same rules.
    var tokenMessage: Text {
        switch self {
        case .empty: Text("Please name what the token is for.")
        case .tooLong: Text("A name has at most 50 characters.")
        case .forbiddenCharacter:
            Text("This cannot contain line breaks, control characters or marks that change the writing direction.")
        }
    }
}
