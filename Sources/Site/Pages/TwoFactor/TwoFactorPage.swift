import Accounts

/// `GET /profile/two-factor`, and the posts that set up, change and switch off the second factor.
struct TwoFactorPage: Sendable {
    private let page: Page<TwoFactorView>
    private let codesPage: Page<RecoveryCodesView>
    private let accounts: Accounts
    private let flashes: Flashes
    private let siteName: String

    init(_ parts: SiteContext) throws {
        page = try Page(parts)
        codesPage = try Page(parts)
        accounts = parts.accounts
        flashes = parts.flashes
        siteName = parts.siteName
    }

    func show(_ request: Request, person: SignedIn) async throws -> Response {
        try page.response(try await view(of: person), to: .signedIn(person), request: request)
    }

    func begin(_ request: Request, person: SignedIn) async throws -> Response {
        do {
            _ = try await accounts.beginTwoFactor(person)
            return .redirect(to: paths.twoFactor)
        } catch is Accounts.TwoFactorIsOn {
            return .done(.twoFactorIsOn, in: flashes, to: paths.twoFactor)
        }
    }

    /// The page that answers is the only one that ever shows the recovery codes, so it cannot be a redirect.
    func confirm(_ request: Request, person: SignedIn) async throws -> Response {
        let code = try await request.form()[.code] ?? ""
        do {
            let codes = try await accounts.confirmTwoFactor(person, code: code)
            return try show(codes, isNew: true, to: person, request)
        } catch let error as Accounts.WrongCode {
            var view = try await view(of: person)
            view.problem = error.message
            return try page.response(view, to: .signedIn(person), request: request, status: .unprocessableContent)
        } catch is Accounts.NoTwoFactor {
            // Sent twice, or too late.
            let isOn = try await accounts.twoFactor(of: person.user).isOn
            return .done(isOn ? .twoFactorIsOn : .twoFactorKeyExpired, in: flashes, to: paths.twoFactor)
        }
    }

    func replaceCodes(_ request: Request, person: SignedIn) async throws -> Response {
        do {
            let codes = try await accounts.replaceRecoveryCodes(person)
            return try show(codes, isNew: false, to: person, request)
        } catch is Accounts.NoTwoFactor {
            return .done(.twoFactorIsOff, in: flashes, to: paths.twoFactor)
        }
    }

    func disable(_ request: Request, person: SignedIn) async throws -> Response {
        try await accounts.disableTwoFactor(person)
        return .done(.twoFactorIsOff, in: flashes, to: paths.twoFactor)
    }

    private func show(
        _ codes: [RecoveryCode], isNew: Bool, to person: SignedIn, _ request: Request
    ) throws -> Response {
        let view = RecoveryCodesView(
            username: person.user.username.text, siteName: siteName, codes: codes.map(\.text), isNew: isNew)
        return try codesPage.response(view, to: .signedIn(person), request: request)
    }

    private func view(of person: SignedIn) async throws -> TwoFactorView {
        let state = try await accounts.twoFactor(of: person.user)
        // A key is a secret: without a fresh proof of the password it stays hidden, and another one can be made.
        if case .pending = state, !accounts.isProven(person) {
            return TwoFactorView(.off, of: person.user, siteName: siteName)
        }
        return TwoFactorView(state, of: person.user, siteName: siteName)
    }
}
