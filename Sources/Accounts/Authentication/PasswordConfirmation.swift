import Foundation
import Storage

/// Asking a signed-in person for the password before anything that could hurt the account ("sudo"). A confirmation holds
/// for its session alone.
extension AuthenticationService {
    public func isPasswordConfirmed(_ signedIn: SignedIn) -> Bool {
        signedIn.session.isPasswordConfirmed(at: now())
    }

    /// Confirms the password. The session goes on with a new token (OWASP ASVS 5.0, 7.2.4).
    ///
    /// - Throws: `AuthenticationError.wrongPassword`, `.tooManyAttempts`; ``RecordNotFound`` when the session has ended
    ///   meanwhile.
    public func confirmPassword(_ signedIn: SignedIn, password: String) async throws -> IssuedSession {
        guard let hash = try await checkPassword(of: signedIn, password) else {
            throw AuthenticationError.wrongPassword
        }
        let (token, now) = (SessionToken(random: random), now())
        return try await database.write { db in
            guard try UserStore.passwordHash(db, of: signedIn.user.id) == hash else {
                throw AuthenticationError.wrongPassword
            }
            return try sessions.renew(db, signedIn, token: token, at: now)
        }
    }
}

extension SessionService {
    /// Looks at the confirmation inside the transaction that needs it, so that a session that ended meanwhile changes
    /// nothing.
    ///
    /// - Throws: `AuthenticationError.confirmationNeeded`, ``RecordNotFound`` when the session has ended.
    func requirePasswordConfirmation(_ db: Transaction, of signedIn: SignedIn, at now: Date) throws {
        guard try require(db, signedIn, at: now).isPasswordConfirmed(at: now) else {
            throw AuthenticationError.confirmationNeeded
        }
    }

    /// Gives a session a new token, with its password confirmed now.
    ///
    /// - Throws: ``RecordNotFound`` when the session has ended.
    func renew(_ db: Transaction, _ signedIn: SignedIn, token: SessionToken, at now: Date) throws -> IssuedSession {
        try require(db, signedIn, at: now)
        try SessionStore.renew(db, signedIn.session.id, tokenHash: token.hash, passwordConfirmedAt: now)
        var session = signedIn.session
        session.passwordConfirmedAt = Date(stored: now.stored)
        return IssuedSession(user: signedIn.user, session: session, token: token)
    }
}
