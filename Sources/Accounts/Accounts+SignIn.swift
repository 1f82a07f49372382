import Foundation
import Storage

extension Accounts {
    /// No account has this username and this password. Which of the two was wrong is not said.
    public struct WrongCredentials: Error, Sendable {}

    /// The password is right, but the account was disabled.
    public struct AccountDisabled: Error, Sendable {}

    private enum Outcome: Sendable {
        case success(SignInResult)
        /// The account changed while the password was checked.
        case changed
        case disabled
    }

    /// What a sign-in form carries besides the browser's cookies.
    private struct Attempt {
        let username: Username?
        /// The name that attempts are counted under. What is no username has no account, but a counter like any other
        /// name, of a bounded length.
        let name: String
        let password: String
        let remember: Bool
        let device: Device
        let mark: String?
        let old: Session?
    }

    /// Signs a person in with a new session and token, or says that the account's second factor is needed as well.
    ///
    /// Takes as long for an unknown username as for a wrong password. A hash made with older parameters is renewed.
    /// - Parameters:
    ///   - mark: what the browser keeps from an earlier sign-in (``knownDevice``).
    ///   - old: the session that the browser had before; it ends.
    /// - Throws: ``WrongCredentials``, ``AccountDisabled`` (for the right password only), ``TooManyAttempts``.
    public func signIn(
        username: String, password: String, remember: Bool, on device: Device, mark: String? = nil,
        replacing old: Session? = nil
    ) async throws -> SignInResult {
        let valid = Username(existing: username)
        let attempt = Attempt(
            username: valid,
            name: valid?.text ?? username.lowercasedASCII().firstScalars(Username.lengths.upperBound),
            password: password, remember: remember, device: device, mark: mark, old: old)
        return try await signIns.counting { try await signIn(attempt) }
    }

    private func signIn(_ attempt: Attempt) async throws -> SignInResult {
        // Of two at once, the first may renew the hash that the second has checked; the second then checks again.
        for _ in 0..<2 {
            switch try await trySignIn(attempt) {
            case .success(let result): return result
            case .disabled: throw AccountDisabled()
            case .changed: continue
            }
        }
        throw WrongCredentials()
    }

    private func trySignIn(_ attempt: Attempt) async throws -> Outcome {
        let found = try await find(attempt.username)
        let attempts = attemptKeysOfSignIn(attempt.name, found?.0, on: attempt.device, mark: attempt.mark)
        let verdict = try await check(
            attempt.password, against: found?.1, of: found?.0.id, on: attempt.device, counting: attempts)
        if case .wrong = verdict {
            try await recordFailure(of: found?.0, attempts, on: attempt.device)
            throw WrongCredentials()
        }
        // Without a hash every password is wrong.
        guard let (user, hash) = found, let hash else { throw WrongCredentials() }
        let (token, ticket, now) = (SessionToken(random: random), Token<TwoFactorChallenge>(random: random), now())
        return try await database.write { db in
            guard let current = try UserStore.find(db, username: user.username), current.0.id == user.id,
                current.1 == hash
            else { return .changed }
            if case .renewed(let new) = verdict {
                _ = try UserStore.replacePasswordHash(db, of: user.id, from: hash, to: new)
            }
            return try open(db, current.0, attempt, token, ticket, at: now)
        }
    }

    /// What the right password opens.
    private func open(
        _ db: Transaction, _ user: User, _ attempt: Attempt, _ token: SessionToken,
        _ ticket: Token<TwoFactorChallenge>,
        at now: Date
    ) throws -> Outcome {
        guard user.disabledAt == nil else {
            try ActivityStore.insert(db, .signInFailed, user: user.id, device: attempt.device, at: now)
            return .disabled
        }
        guard try !TwoFactorStore.isOn(db, for: user.id) else {
            return .success(.needsCode(try issueTicket(db, for: user, ticket, attempt, at: now)))
        }
        let issued = try openSession(
            db, for: user, as: .signedIn, token: token, remember: attempt.remember, on: attempt.device,
            replacing: attempt.old, at: now)
        return .success(.done(issued))
    }

    /// Writes a failed try down. The counters are written with it: so there is something to write for a name without an
    /// account too, and both answers wait for the disk once.
    private func recordFailure(of user: User?, _ attempts: [Throttle.Key], on device: Device) async throws {
        let (counters, now) = (throttle.counters(of: attempts), now())
        try await database.write { db in
            for (id, counter) in counters { try AttemptCounterStore.save(db, id, counter) }
            if let user { try ActivityStore.insert(db, .signInFailed, user: user.id, device: device, at: now) }
        }
    }

    private func issueTicket(
        _ db: Transaction, for user: User, _ token: Token<TwoFactorChallenge>, _ attempt: Attempt, at now: Date
    ) throws -> TwoFactorChallenge {
        let expiresAt = Date(stored: now.stored) + TwoFactorChallenge.lifetime
        try TwoFactorChallengeStore.insert(
            db, tokenHash: token.hash, user: user.id, device: attempt.device, remember: attempt.remember,
            expiresAt: expiresAt)
        return TwoFactorChallenge(token: token, expiresAt: expiresAt)
    }

    private func find(_ username: Username?) async throws -> (User, PasswordHash?)? {
        guard let username else { return nil }
        return try await database.read { try UserStore.find($0, username: username) }
    }

    /// Writes down that something happened to an account. An account that has gone meanwhile is no error.
    func record(_ kind: Activity.Kind, of user: User, on device: Device) async throws {
        let now = now()
        try await database.write { db in
            try ActivityStore.insert(db, kind, user: user.id, device: device, at: now)
        }
    }
}
