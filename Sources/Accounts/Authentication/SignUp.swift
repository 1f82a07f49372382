import Foundation
import Storage

extension AuthenticationService {
    /// Makes an account and signs it in. An empty nickname means the username. The first account of an empty site is an
    /// administrator.
    ///
    /// - Throws: ``SignUpClosed``; ``SignUpRefused`` with every problem at once, but that a name is taken only when all
    ///   else is right; `AuthenticationError.tooManyAttempts`.
    public func signUp(
        username: String, nickname: String, password: String, remember: Bool = false,
        invitation: Token<Invitation>? = nil, on device: Device
    ) async throws -> IssuedSession {
        let (rules, link) = (context.signUp, invitation?.hash)
        // Before a password is hashed, which takes long.
        let asked = now()
        _ = try await database.read { try rules.check($0, invitation: link, of: device.address, at: asked) }
        let (username, nickname, password) = try SignUpRefused.check(username, nickname, password)
        let hash = try await SignUpRefused.catching(\.password) {
            try await self.hash(password, for: username, on: device)
        }
        let (seed, token, now) = (UInt64(random: random), SessionToken(random: random), now())
        return try await SignUpRefused.catching(\.username) {
            try await database.write { db in
                let invitation = try rules.check(db, invitation: link, of: device.address, at: now)
                let user = try UserStore.insert(
                    db, username: username, nickname: nickname, hash: hash, avatarSeed: seed, at: now)
                if let invitation { try InvitationStore.use(db, invitation.id, for: user.id) }
                return try sessions.open(
                    db, for: user, as: .signedUp, token: token, remember: remember, on: device, at: now)
            }
        }
    }

    /// Hashes a password for a new account and counts that, also when the password may not be set.
    private func hash(_ password: Password, for name: Username, on device: Device) async throws -> PasswordHash {
        let attempts = [Throttle.Key.signUp(network: device.network)]
        try begin(attempts)
        do {
            let sender = device.sender("sign-up \(device.network) \(name.text)")
            return try await hasher.hash(password, in: .ordinary, for: sender)
        } catch {
            if !(error is Password.Problem) { throttle.refund(attempts) }
            throw error
        }
    }
}

/// What is wrong with the names and the password of a new account, field by field.
public struct SignUpRefused: Error, Hashable, Sendable {
    public var username: Username.Problem?
    public var nickname: Nickname.Problem?
    public var password: Password.Problem?
}

extension SignUpRefused {
    /// Checks the names of an account whose password is set later.
    public static func check(
        _ username: String, _ nickname: String
    ) throws(SignUpRefused) -> (Username, Nickname) {
        var refusal = SignUpRefused()
        let names = refusal.note(username, nickname)
        guard let username = names.0, let nickname = names.1 else { throw refusal }
        return (username, nickname)
    }

    fileprivate static func check(
        _ username: String, _ nickname: String, _ password: String
    ) throws(SignUpRefused) -> (Username, Nickname, Password) {
        var refusal = SignUpRefused()
        let names = refusal.note(username, nickname)
        let validPassword = note(&refusal.password) { () throws(Password.Problem) in
            try Password(password, for: username)
        }
        guard let username = names.0, let nickname = names.1, let validPassword else { throw refusal }
        return (username, nickname, validPassword)
    }

    /// Turns a problem that only `body` finds out into that of a field.
    static func catching<Problem: Error, Value>(
        _ field: WritableKeyPath<SignUpRefused, Problem?>, _ body: () async throws -> Value
    ) async throws -> Value {
        do { return try await body() } catch let problem as Problem {
            var refusal = SignUpRefused()
            refusal[keyPath: field] = problem
            throw refusal
        }
    }

    private mutating func note(_ username: String, _ nickname: String) -> (Username?, Nickname?) {
        let validUsername = Self.note(&self.username) { () throws(Username.Problem) in try Username(username) }
        let validNickname =
            nickname.trimmingWhitespace().isEmpty
            ? validUsername.map(Nickname.init)
            : Self.note(&self.nickname) { () throws(Nickname.Problem) in try Nickname(nickname) }
        return (validUsername, validNickname)
    }

    private static func note<Value, Problem>(
        _ problem: inout Problem?, _ make: () throws(Problem) -> Value
    ) -> Value? {
        do { return try make() } catch {
            problem = error
            return nil
        }
    }
}
