import Foundation
import Storage

/// Proof of the password for what could hurt the account ("sudo"), kept per session.
extension Accounts {
    /// The session's last proof of the password is older than 15 minutes: ask for it.
    public struct PasswordConfirmationNeeded: Error, Sendable {}

    public func isProven(_ signedIn: SignedIn) -> Bool {
        signedIn.session.isProven(at: now())
    }

    /// Takes the password as proof. The session goes on with a new token (OWASP ASVS 5.0, 7.2.4).
    ///
    /// - Throws: ``WrongPassword``, ``TooManyAttempts``, ``NotFound`` when the session has ended meanwhile.
    public func prove(_ signedIn: SignedIn, password: String) async throws -> IssuedSession {
        guard let hash = try await provenHash(of: signedIn, password: password) else { throw WrongPassword() }
        let (token, now) = (SessionToken(random: random), now())
        return try await database.write { db in
            guard try UserStore.passwordHash(db, of: signedIn.user.id) == hash else { throw WrongPassword() }
            return try renew(db, signedIn, token: token, at: now)
        }
    }

    /// Gives a session a new token, with a proof made now.
    ///
    /// - Throws: ``NotFound`` when the session has ended.
    func renew(_ db: Transaction, _ signedIn: SignedIn, token: SessionToken, at now: Date) throws -> IssuedSession {
        try requireSession(db, of: signedIn, at: now)
        try SessionStore.renew(db, signedIn.session.id, tokenHash: token.hash, provenAt: now)
        var session = signedIn.session
        session.provenAt = Date(stored: now.stored)
        return IssuedSession(user: signedIn.user, session: session, token: token)
    }

    /// Looks at the proof inside the transaction that needs it, so that a session that ended meanwhile does nothing.
    ///
    /// - Throws: ``PasswordConfirmationNeeded``, ``NotFound`` when the session has ended.
    func requirePasswordConfirmation(_ db: Transaction, of signedIn: SignedIn, at now: Date) throws {
        guard try requireSession(db, of: signedIn, at: now).isProven(at: now) else {
            throw PasswordConfirmationNeeded()
        }
    }

    /// The stored hash, if `password` is what it was made from.
    func provenHash(of signedIn: SignedIn, password: String) async throws -> PasswordHash? {
        let (user, device) = (signedIn.user, signedIn.session.device)
        let hash = try await database.read { try UserStore.passwordHash($0, of: user.id) }
        let attempts = [Throttle.Key.proof(signedIn.session.id)]
        if case .wrong = try await check(password, against: hash, of: user.id, on: device, counting: attempts) {
            try await record(.passwordProofFailed, of: user, on: device)
            return nil
        }
        return hash
    }
}
