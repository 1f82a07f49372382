import Foundation
import Storage

/// How a sign-in with the right password goes on.
public enum SignInResult: Sendable {
    case done(IssuedSession)
    /// The account has a second factor: ask for a code and give it with the challenge's token to
    /// ``AuthenticationService/signIn(with:code:on:knownDevice:replacing:)``.
    case needsCode(TwoFactorChallenge)
}

/// What a browser holds between the right password and the code. It is no session, and allows nothing but to give the
/// code within ten minutes, from the same browser (its User-Agent; the address may change on the way, as telephones' do).
public struct TwoFactorChallenge: Hashable, Sendable {
    /// Seconds.
    public static let lifetime: TimeInterval = 600
    /// Wrong codes that a challenge allows; then the password must be given again.
    static let attempts = 5

    public let token: Token<TwoFactorChallenge>
    public let expiresAt: Date
}

/// Signing in with a password, from the top of the file to its end. The second step is in `SignInCode.swift`.
extension AuthenticationService {
    /// What a sign-in form carries besides the browser's cookies.
    private struct Attempt {
        let username: Username?
        /// The name that attempts are counted under. An invalid name has no account, but a counter like any other name,
        /// of limited length.
        let name: String
        let password: String
        let remember: Bool
        let device: Device
        let knownDevice: String?
        let old: Session?
    }

    private enum Outcome: Sendable {
        case signedIn(SignInResult)
        /// The account changed while the password was checked.
        case changed
        case disabled
    }

    /// Signs a person in with a new session and token, or says that the account's second factor is needed as well.
    ///
    /// It takes as long for an unknown username as for a wrong password. A hash made with older parameters is renewed.
    /// - Parameters:
    ///   - knownDevice: the cookie that the browser keeps from an earlier sign-in (``knownDevices``).
    ///   - old: the session that the browser had before; it ends.
    /// - Throws: `AuthenticationError.wrongCredentials`, `.disabled` (for the right password only), `.tooManyAttempts`.
    public func signIn(
        username: String, password: String, remember: Bool, on device: Device, knownDevice: String? = nil,
        replacing old: Session? = nil
    ) async throws -> SignInResult {
        let valid = Username(existing: username)
        let name = valid?.text ?? username.lowercasedASCII().firstScalars(Username.lengths.upperBound)
        let attempt = Attempt(
            username: valid, name: name, password: password, remember: remember, device: device,
            knownDevice: knownDevice, old: old)
        return try await signIns.counting {
            // Of two at once, the first may renew the hash that the second has checked; the second then checks again.
            for _ in 0..<2 {
                switch try await signIn(attempt) {
                case .signedIn(let result): return result
                case .disabled: throw AuthenticationError.disabled
                case .changed: continue
                }
            }
            throw AuthenticationError.wrongCredentials
        }
    }

    private func signIn(_ attempt: Attempt) async throws -> Outcome {
        // 1. Find the account. From here on, an unknown name is treated like a wrong password.
        let account = try await find(attempt.username)

        // 2. Check the password. That counts the attempt first, and refuses it when there were too many.
        let keys = attemptKeys(of: attempt, for: account?.user)
        let verdict = try await check(
            attempt.password, against: account?.hash, of: account?.user.id, on: attempt.device, counting: keys)
        if case .wrong = verdict {
            try await recordFailure(of: account?.user, keys, on: attempt.device)
            throw AuthenticationError.wrongCredentials
        }
        // Without a hash every password is wrong.
        guard let account, let hash = account.hash else { throw AuthenticationError.wrongCredentials }

        // 3. Let the person in, in one transaction, if the account is still as it was when the password was checked.
        let (token, challenge) = (SessionToken(random: random), Token<TwoFactorChallenge>(random: random))
        let now = now()
        return try await database.write { db in
            guard let current = try UserStore.find(db, username: account.user.username),
                current.user.id == account.user.id, current.hash == hash
            else { return .changed }
            if case .renewed(let newer) = verdict {
                _ = try UserStore.replacePasswordHash(db, of: account.user.id, from: hash, to: newer)
            }
            return try letIn(db, current.user, attempt, token, challenge, at: now)
        }
    }

    private func find(_ username: Username?) async throws -> (user: User, hash: PasswordHash?)? {
        guard let username else { return nil }
        return try await database.read { try UserStore.find($0, username: username) }
    }

    /// What the attempt counts against. The name counts whether or not it has an account, so that the throttle does not
    /// reveal which names have one.
    private func attemptKeys(of attempt: Attempt, for user: User?) -> [Throttle.Key] {
        if let user, let device = knownDevices.find(in: attempt.knownDevice, of: user.id) {
            return [.knownDevice(device), .knownDevices(user.id)]
        }
        let network = attempt.device.network
        return [.account(attempt.name, network: network), .network(network), .everywhere(account: attempt.name)]
    }

    /// Writes a failed attempt down, together with its counters: so there is something to write for a name without an
    /// account too, and both responses wait for the disk once.
    private func recordFailure(of user: User?, _ attempts: [Throttle.Key], on device: Device) async throws {
        let (counters, now) = (throttle.counters(of: attempts), now())
        try await database.write { db in
            for (id, counter) in counters { try AttemptCounterStore.save(db, id, counter) }
            if let user { try ActivityStore.insert(db, .signInFailed, user: user.id, device: device, at: now) }
        }
    }

    /// What the right password opens: nothing for a disabled account, a challenge with a second factor, or a session.
    private func letIn(
        _ db: Transaction, _ user: User, _ attempt: Attempt, _ token: SessionToken,
        _ challenge: Token<TwoFactorChallenge>, at now: Date
    ) throws -> Outcome {
        guard user.disabledAt == nil else {
            try ActivityStore.insert(db, .signInFailed, user: user.id, device: attempt.device, at: now)
            return .disabled
        }
        guard try !TwoFactorStore.isOn(db, for: user.id) else {
            let expiresAt = Date(stored: now.stored) + TwoFactorChallenge.lifetime
            try TwoFactorChallengeStore.insert(
                db, tokenHash: challenge.hash, user: user.id, device: attempt.device, remember: attempt.remember,
                expiresAt: expiresAt)
            return .signedIn(.needsCode(TwoFactorChallenge(token: challenge, expiresAt: expiresAt)))
        }
        let issued = try sessions.open(
            db, for: user, as: .signedIn, token: token, remember: attempt.remember, on: attempt.device,
            replacing: attempt.old, at: now)
        return .signedIn(.done(issued))
    }
}
