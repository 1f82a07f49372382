import Accounts

/// `GET /profile/two-factor`, and the posts that set up, change and switch off the second factor.
struct TwoFactorPage: Sendable {
    private let page: Page<TwoFactorView>
    private let codesPage: Page<RecoveryCodesView>
    private let site: SiteContext

    init(_ site: SiteContext) throws {
        page = try Page(site)
        codesPage = try Page(site)
        self.site = site
    }

    func show(_ request: Request, person: SignedIn) async throws -> Response {
        try await page.response(view(of: person), to: request)
    }

    func begin(_ request: Request, person: SignedIn) async throws -> Response {
        do {
            _ = try await site.accounts.twoFactor.begin(person)
            return .redirect(to: paths.twoFactor)
        } catch TwoFactorError.alreadyOn {
            return .done(.twoFactorIsOn, in: site.flashes, to: paths.twoFactor)
        }
    }

    /// The response is the only page that ever shows the recovery codes, so it cannot be a redirect.
    func confirm(_ request: Request, person: SignedIn) async throws -> Response {
        let code = try await request.form()[.code] ?? ""
        do {
            let codes = try await site.accounts.twoFactor.confirm(person, code: code)
            return try await show(codes, isNew: true, to: person, request)
        } catch TwoFactorError.wrongCode {
            var view = try await view(of: person)
            view.problem = .wrongCode
            return try await page.response(view, to: request, status: .unprocessableContent)
        } catch TwoFactorError.notSetUp {
            // Sent twice, or too late.
            let isOn = try await site.accounts.twoFactor.state(of: person.user).isOn
            return .done(isOn ? .twoFactorIsOn : .twoFactorKeyExpired, in: site.flashes, to: paths.twoFactor)
        }
    }

    func replaceCodes(_ request: Request, person: SignedIn) async throws -> Response {
        do {
            let codes = try await site.accounts.twoFactor.replaceRecoveryCodes(person)
            return try await show(codes, isNew: false, to: person, request)
        } catch TwoFactorError.notSetUp {
            return .done(.twoFactorIsOff, in: site.flashes, to: paths.twoFactor)
        }
    }

    func disable(_ request: Request, person: SignedIn) async throws -> Response {
        try await site.accounts.twoFactor.disable(person)
        return .done(.twoFactorIsOff, in: site.flashes, to: paths.twoFactor)
    }

    private func show(
        _ codes: [RecoveryCode], isNew: Bool, to person: SignedIn, _ request: Request
    ) async throws -> Response {
        let view = RecoveryCodesView(
            username: person.user.username.text, siteName: site.siteName, codes: codes.map(\.text), isNew: isNew)
        return try await codesPage.response(view, to: request)
    }

    private func view(of person: SignedIn) async throws -> TwoFactorView {
        let state = try await site.accounts.twoFactor.state(of: person.user)
        // A key is a secret: without a recent password confirmation it stays hidden, and another one can be made.
        if case .pending = state, !site.accounts.authentication.isPasswordConfirmed(person) {
            return TwoFactorView(.off, of: person.user, siteName: site.siteName)
        }
        return TwoFactorView(state, of: person.user, siteName: site.siteName)
    }
}
