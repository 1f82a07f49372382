import Foundation
import GRDB
import Storage

extension Accounts {
    /// No account has this username and this password. Which of the two was wrong is not said.
    public struct WrongCredentials: Error, Sendable {}

    /// Signs a person in with a new session and token.
    ///
    /// Takes as long for an unknown username as for a wrong password. A hash made with older parameters is renewed.
    /// - Parameters:
    ///   - mark: what the browser keeps from an earlier sign-in (``knownDevice``).
    ///   - old: the session that the browser had before; it ends.
    /// - Throws: ``WrongCredentials``, ``TooManyTries``.
    public func signIn(
        username: String, password: String, remember: Bool, on device: Device, mark: String? = nil,
        replacing old: Session? = nil
    ) async throws -> IssuedSession {
        // Of two at once, the first may renew the hash that the second has checked; the second then checks again.
        for _ in 0..<2 {
            if let issued = try await trySignIn(
                username: Username(existing: username), named: username, password: password, remember: remember,
                on: device,
                mark: mark, replacing: old)
            {
                return issued
            }
        }
        throw WrongCredentials()
    }

    /// - Returns: nil when the account changed while the password was checked.
    private func trySignIn(
        username: Username?, named input: String, password: String, remember: Bool, on device: Device, mark: String?,
        replacing old: Session?
    ) async throws -> IssuedSession? {
        let found = try await find(username)
        // What is no username has no account, but a counter like any other name, of a bounded length.
        let name = username?.text ?? input.lowercasedASCII().firstScalars(Username.lengths.upperBound)
        let verdict = try await check(
            password, against: found?.1, counting: triesOfSignIn(name, found?.0, on: device, mark: mark))
        guard let (user, hash) = found, let hash else { throw WrongCredentials() }
        if case .wrong = verdict {
            try await record(.signInFailed, of: user, on: device)
            throw WrongCredentials()
        }
        let (token, now) = (SessionToken(random: random), now())
        return try await database.pool.write { db in
            guard let current = try UserStore.find(db, username: user.username), current.0.id == user.id,
                current.1 == hash
            else { return nil }
            if case .renewed(let new) = verdict {
                _ = try UserStore.replacePasswordHash(db, of: user.id, from: hash, to: new)
            }
            if let old {
                _ = try SessionStore.revoke(db, old.id, of: old.userID, at: now)
            }
            try ActivityStore.insert(db, .signedIn, user: user.id, device: device, at: now)
            return try issueSession(db, for: current.0, token: token, remember: remember, on: device, at: now)
        }
    }

    private func find(_ username: Username?) async throws -> (User, PasswordHash?)? {
        guard let username else { return nil }
        return try await database.pool.read { try UserStore.find($0, username: username) }
    }

    /// The person and session that a cookie's token stands for, or nil when it stands for none that is active.
    ///
    /// Its use is noted, and the session prolonged when that is due; both are written later by ``maintain(log:)``.
    public func authenticate(_ token: SessionToken) async throws -> SignedIn? {
        let now = now()
        let hash = token.hash
        guard
            case (let user, var session)? = try await database.pool.read({ db in
                try SessionStore.find(db, tokenHash: hash, at: now)
            })
        else { return nil }
        let renew = lifetime.isRenewalDue(session, now: now)
        guard renew || now >= session.lastSeenAt + Sightings.interval else {
            return SignedIn(user: user, session: session)
        }
        session.lastSeenAt = now
        if renew {
            session.renewedAt = now
            session.expiresAt = lifetime.expiry(
                remembered: session.remembered, createdAt: session.createdAt, now: now)
        }
        sightings.note(
            Sighting(
                session: session.id, lastSeenAt: now, renewedAt: session.renewedAt, expiresAt: session.expiresAt))
        return SignedIn(user: user, session: session, isRenewed: renew)
    }

    /// Ends the session of the browser that signs out.
    public func signOut(_ signedIn: SignedIn) async throws {
        let now = now()
        try await database.pool.write { db in
            _ = try SessionStore.revoke(db, signedIn.session.id, of: signedIn.user.id, at: now)
            try ActivityStore.insert(
                db, .signedOut, user: signedIn.user.id, device: signedIn.session.device, at: now)
        }
    }

    /// Writes down that something happened to an account. An account that has gone meanwhile is no error.
    func record(_ kind: Activity.Kind, of user: User, on device: Device) async throws {
        let now = now()
        try await database.pool.write { db in
            try ActivityStore.insert(db, kind, user: user.id, device: device, at: now)
        }
    }
}
