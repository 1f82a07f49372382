import Foundation
import Storage

/// What people change about themselves.
public struct ProfileService: AccountService {
    let context: AccountContext
    let sessions: SessionService
    let authentication: AuthenticationService

    /// - Throws: `Nickname.Problem`, ``RecordNotFound`` when the session has ended.
    public func rename(_ signedIn: SignedIn, to nickname: String) async throws {
        let nickname = try Nickname(nickname)
        guard nickname != signedIn.user.nickname else { return }
        let now = now()
        try await database.write { db in
            try sessions.require(db, signedIn, at: now)
            try UserStore.rename(db, signedIn.user.id, to: nickname)
            try ActivityStore.insert(db, .nicknameChanged, by: signedIn, at: now)
        }
    }

    /// - Throws: ``RecordNotFound`` when the session has ended.
    public func setPreferences(_ preferences: Preferences, of signedIn: SignedIn) async throws {
        guard preferences != signedIn.user.preferences else { return }
        let now = now()
        try await database.write { db in
            try sessions.require(db, signedIn, at: now)
            try UserStore.setPreferences(db, of: signedIn.user.id, to: preferences)
        }
    }

    /// - Throws: ``RecordNotFound`` when the session has ended.
    public func setPrivacy(_ privacy: Privacy, of signedIn: SignedIn) async throws {
        guard privacy != signedIn.user.privacy else { return }
        let now = now()
        try await database.write { db in
            try sessions.require(db, signedIn, at: now)
            try UserStore.setPrivacy(db, of: signedIn.user.id, to: privacy)
        }
    }

    /// Erases the account with all that belongs to it; returns the name of its picture's file.
    ///
    /// The last administrator may leave as well: the operator can promote another person at any time.
    /// - Parameter erasure: of what belongs to the account elsewhere.
    /// - Throws: `AuthenticationError.wrongPassword`, `.tooManyAttempts`; ``RecordNotFound`` when the session has ended.
    public func delete(
        _ signedIn: SignedIn, password: String, with erasure: AccountErasure? = nil
    ) async throws -> String? {
        guard let hash = try await authentication.checkPassword(of: signedIn, password) else {
            throw AuthenticationError.wrongPassword
        }
        let now = now()
        // Other devices and programs add nothing while this goes on.
        try await database.write { db in
            try sessions.require(db, signedIn, at: now)
            _ = try sessions.revokeAllAccess(db, to: signedIn.user.id, except: signedIn.session.id, at: now)
            try ActivityStore.insert(db, .otherSessionsEnded, by: signedIn, at: now)
        }
        try await erasure?.prepare()
        return try await database.write { db in
            guard try UserStore.passwordHash(db, of: signedIn.user.id) == hash else {
                throw AuthenticationError.wrongPassword
            }
            try sessions.require(db, signedIn, at: now)
            try erasure?.finish(db)
            return try UserStore.delete(db, signedIn.user.id)
        }
    }
}
