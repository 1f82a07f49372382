@testable import Accounts

extension TestSite {
    @discardableResult
    func signUp(_ name: String = "ada", on device: Device = .home) async throws -> IssuedSession {
        try await accounts.authentication.signUp(username: name, nickname: "", password: testPassword, on: device)
    }

    @discardableResult
    func signIn(
        _ name: String = "ada", password: String = testPassword, remember: Bool = false, on device: Device = .home,
        knownDevice: String? = nil, replacing old: Session? = nil
    ) async throws -> IssuedSession {
        try await accounts.authentication.signIn(
            username: name, password: password, remember: remember, on: device, knownDevice: knownDevice, replacing: old
        ).issued
    }

    /// Tries wrong passwords, one after the other; returns how many of them were looked at.
    func guess(
        _ name: String = "ada", times: Int, on device: Device = .stranger, knownDevice: String? = nil
    ) async throws -> Int {
        var count = 0
        for _ in 0..<times {
            do {
                try await signIn(name, password: "a wrong guess", on: device, knownDevice: knownDevice)
            } catch AuthenticationError.wrongCredentials {
                count += 1
            } catch AuthenticationError.tooManyAttempts {
                continue
            }
        }
        return count
    }

    func kinds(of user: User, limit: Int = 100) async throws -> [Activity.Kind] {
        try await accounts.activity.recent(of: user, limit: limit).map(\.kind)
    }
}

extension IssuedSession {
    /// The person as the next request would find them.
    var signedIn: SignedIn { SignedIn(user: user, session: session) }
}
