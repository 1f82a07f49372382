import Foundation
import Storage

extension Accounts {
    /// What is wrong with a change of password, field by field.
    public struct PasswordChangeRefused: Error, Hashable, Sendable {
        public var currentIsWrong = false
        public var new: Password.Problem?
    }

    /// The password given as proof is not the account's.
    public struct WrongPassword: Error, Sendable {}

    /// - Throws: `Nickname.Problem`, ``NotFound`` when the session has ended.
    public func rename(_ signedIn: SignedIn, to nickname: String) async throws {
        let nickname = try Nickname(nickname)
        guard nickname != signedIn.user.nickname else { return }
        let now = now()
        try await database.write { db in
            try requireSession(db, of: signedIn, at: now)
            try UserStore.rename(db, signedIn.user.id, to: nickname)
            try ActivityStore.insert(db, .nicknameChanged, by: signedIn, at: now)
        }
    }

    /// - Throws: ``NotFound`` when the session has ended.
    public func setPreferences(_ preferences: Preferences, of signedIn: SignedIn) async throws {
        guard preferences != signedIn.user.preferences else { return }
        let now = now()
        try await database.write { db in
            try requireSession(db, of: signedIn, at: now)
            try UserStore.setPreferences(db, of: signedIn.user.id, to: preferences)
        }
    }

    /// Sets a new password, ends every other session and gives this one a new token.
    ///
    /// - Throws: ``PasswordChangeRefused``, ``TooManyAttempts``.
    public func changePassword(
        of signedIn: SignedIn, from current: String, to new: String
    ) async throws -> IssuedSession {
        let user = signedIn.user
        let newPassword = Result { () throws(Password.Problem) in try Password(new, for: user.username.text) }
        guard let old = try await provenHash(of: signedIn, password: current) else {
            var refusal = PasswordChangeRefused(currentIsWrong: true)
            if case .failure(let problem) = newPassword { refusal.new = problem }
            throw refusal
        }
        let hash: PasswordHash
        let sender = signedIn.session.device.sender(Throttle.Key.proof(signedIn.session.id).text)
        do { hash = try await hasher.hash(newPassword.get(), in: .reserved, for: sender) } catch let problem
            as Password.Problem
        {
            throw PasswordChangeRefused(new: problem)
        }
        let (token, now) = (SessionToken(random: random), now())
        return try await database.write { db in
            guard try UserStore.replacePasswordHash(db, of: user.id, from: old, to: hash) else {
                throw PasswordChangeRefused(currentIsWrong: true)
            }
            _ = try revokeAllAccess(db, to: user.id, but: signedIn.session.id, at: now)
            try ActivityStore.insert(db, .passwordChanged, by: signedIn, at: now)
            return try renew(db, signedIn, token: token, at: now)
        }
    }

    /// Erases the account with all that belongs to it; returns the name of its picture's file.
    ///
    /// The last administrator may go as well: nobody is kept by a role, and the operator can promote another person at
    /// any time.
    /// - Throws: ``WrongPassword``, ``TooManyAttempts``, ``NotFound`` when the session has ended.
    public func delete(_ signedIn: SignedIn, password: String) async throws -> String? {
        guard let hash = try await provenHash(of: signedIn, password: password) else { throw WrongPassword() }
        let now = now()
        return try await database.write { db in
            guard try UserStore.passwordHash(db, of: signedIn.user.id) == hash else { throw WrongPassword() }
            try requireSession(db, of: signedIn, at: now)
            return try UserStore.delete(db, signedIn.user.id)
        }
    }
}
