import Foundation
import Storage

/// What is wrong with a change of password, field by field.
public struct PasswordChangeRefused: Error, Hashable, Sendable {
    public var currentIsWrong = false
    public var new: Password.Problem?
}

extension AuthenticationService {
    /// Sets a new password, ends every other session and gives this one a new token.
    ///
    /// - Throws: ``PasswordChangeRefused``, `AuthenticationError.tooManyAttempts`.
    public func changePassword(
        of signedIn: SignedIn, from current: String, to new: String
    ) async throws -> IssuedSession {
        let user = signedIn.user
        let newPassword = Result { () throws(Password.Problem) in try Password(new, for: user.username.text) }
        guard let old = try await checkPassword(of: signedIn, current) else {
            var refusal = PasswordChangeRefused(currentIsWrong: true)
            if case .failure(let problem) = newPassword { refusal.new = problem }
            throw refusal
        }
        guard !new.utf8.elementsEqual(current.utf8) else { throw PasswordChangeRefused(new: .unchanged) }
        let hash: PasswordHash
        let sender = signedIn.session.device.sender(Throttle.Key.passwordConfirmation(signedIn.session.id).text)
        do {
            hash = try await hasher.hash(newPassword.get(), in: .reserved, for: sender)
        } catch let problem as Password.Problem {
            throw PasswordChangeRefused(new: problem)
        }
        let (token, now) = (SessionToken(random: random), now())
        return try await database.write { db in
            guard try UserStore.replacePasswordHash(db, of: user.id, from: old, to: hash) else {
                throw PasswordChangeRefused(currentIsWrong: true)
            }
            _ = try sessions.revokeAllAccess(db, to: user.id, except: signedIn.session.id, at: now)
            try ActivityStore.insert(db, .passwordChanged, by: signedIn, at: now)
            return try sessions.renew(db, signedIn, token: token, at: now)
        }
    }
}
