import Foundation
import Storage

/// What is wrong with a sign-up, field by field.
public struct SignUpRefused: Error, Hashable, Sendable {
    public var username: Username.Problem?
    public var nickname: Nickname.Problem?
    public var password: Password.Problem?
}

extension Accounts {
    /// Makes an account and signs it in. An empty nickname means the username. The first account of an empty site is an
    /// administrator.
    ///
    /// - Throws: ``SignUpRefused`` with every problem at once; that a name is taken shows when all else is right.
    ///   ``TooManyAttempts``.
    public func signUp(
        username: String, nickname: String, password: String, on device: Device
    ) async throws -> IssuedSession {
        let (username, nickname, password) = try Self.validate(username, nickname, password)
        let hash = try await refusing(\.password) {
            try await self.hash(password, for: username, on: device)
        }
        let (seed, token, now) = (UInt64(random: random), SessionToken(random: random), now())
        return try await refusing(\.username) {
            try await database.write { db in
                let user = try UserStore.insert(
                    db, username: username, nickname: nickname, hash: hash, avatarSeed: seed, at: now)
                return try openSession(
                    db, for: user, as: .signedUp, token: token, remember: false, on: device, at: now)
            }
        }
    }

    /// Makes what only `body` finds out the problem of a field.
    func refusing<Problem: Error, Value>(
        _ field: WritableKeyPath<SignUpRefused, Problem?>, _ body: () async throws -> Value
    ) async throws -> Value {
        do { return try await body() } catch let problem as Problem {
            var refusal = SignUpRefused()
            refusal[keyPath: field] = problem
            throw refusal
        }
    }

    /// The same without a password.
    static func validate(_ username: String, _ nickname: String) throws(SignUpRefused) -> (Username, Nickname) {
        var refusal = SignUpRefused()
        let names = validate(username, nickname, &refusal)
        guard let username = names.0, let nickname = names.1 else { throw refusal }
        return (username, nickname)
    }

    private static func validate(
        _ username: String, _ nickname: String, _ password: String
    ) throws(SignUpRefused) -> (Username, Nickname, Password) {
        var refusal = SignUpRefused()
        let names = validate(username, nickname, &refusal)
        let validPassword = attempt(&refusal.password) { () throws(Password.Problem) in
            try Password(password, for: username)
        }
        guard let username = names.0, let nickname = names.1, let validPassword else { throw refusal }
        return (username, nickname, validPassword)
    }

    private static func validate(
        _ username: String, _ nickname: String, _ refusal: inout SignUpRefused
    ) -> (Username?, Nickname?) {
        let validUsername = attempt(&refusal.username) { () throws(Username.Problem) in try Username(username) }
        let validNickname =
            nickname.trimmingWhitespace().isEmpty
            ? validUsername.map(Nickname.init)
            : attempt(&refusal.nickname) { () throws(Nickname.Problem) in try Nickname(nickname) }
        return (validUsername, validNickname)
    }

    private static func attempt<Value, Problem>(
        _ problem: inout Problem?, _ make: () throws(Problem) -> Value
    ) -> Value? {
        do { return try make() } catch {
            problem = error
            return nil
        }
    }
}
