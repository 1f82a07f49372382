import Foundation
import TestSupport

@testable import Accounts

extension TestSite {
    /// What the authenticator app shows now, or so many steps later.
    func code(_ key: TwoFactorKey, in steps: Int64 = 0) -> String {
        OneTimePassword.code(key: key.bytes, step: OneTimePassword.step(at: clock.now) + steps)
    }

    /// Sets up a second factor and lets the code that confirmed it pass.
    @discardableResult
    func enableTwoFactor(_ person: IssuedSession) async throws -> (key: TwoFactorKey, codes: [RecoveryCode]) {
        let key = try await accounts.twoFactor.begin(person.signedIn)
        let codes = try await accounts.twoFactor.confirm(person.signedIn, code: code(key))
        clock.advance(by: 60)
        return (key, codes)
    }

    /// Gives the right password of an account with a second factor.
    func challenge(
        _ name: String = "ada", remember: Bool = false, on device: Device = .home
    ) async throws -> Token<TwoFactorChallenge> {
        let result = try await accounts.authentication.signIn(
            username: name, password: testPassword, remember: remember, on: device)
        guard case .needsCode(let challenge) = result else { throw NoChallenge() }
        return challenge.token
    }

    /// A code that is not right now.
    func wrongCode(_ key: TwoFactorKey) -> String {
        let right = (-1...1).map { code(key, in: $0) }
        return ["000000", "111111", "222222", "333333"].first { !right.contains($0) } ?? ""
    }

    private struct NoChallenge: Error {}
}

extension SignInResult {
    struct CodeNeeded: Error {}

    /// The session that was opened.
    var issued: IssuedSession {
        get throws {
            guard case .done(let issued) = self else { throw CodeNeeded() }
            return issued
        }
    }
}
