import Foundation
import Storage

/// The second step of signing in to an account with a second factor.
extension AuthenticationService {
    private enum Verdict: Sendable {
        case signedIn(IssuedSession)
        case wrong, expired
    }

    private enum CodeKind {
        case app, recovery
    }

    /// Signs in with the challenge that followed the right password, and a code of the authenticator app or a recovery
    /// code. Both work once.
    ///
    /// - Parameters: as those of ``signIn(username:password:remember:on:knownDevice:replacing:)``.
    /// - Throws: `AuthenticationError.challengeExpired`, `.wrongCode`, `.tooManyAttempts`.
    public func signIn(
        with challenge: Token<TwoFactorChallenge>, code: String, on device: Device, knownDevice: String? = nil,
        replacing old: Session? = nil
    ) async throws -> IssuedSession {
        try await codes.countingCode {
            try await useCode(challenge, code, on: device, knownDevice: knownDevice, replacing: old)
        }
    }

    private func useCode(
        _ challenge: Token<TwoFactorChallenge>, _ code: String, on device: Device, knownDevice: String?,
        replacing old: Session?
    ) async throws -> IssuedSession {
        let (hash, now, token) = (challenge.hash, now(), SessionToken(random: random))
        let owner = try await database.read { try TwoFactorChallengeStore.find($0, tokenHash: hash, at: now)?.userID }
        guard let owner else { throw AuthenticationError.challengeExpired }
        let attempts = attemptKeys(of: owner, on: device, knownDevice: knownDevice)
        try begin(attempts)
        let verdict: Verdict
        do {
            verdict = try await database.write { db in
                try verify(db, challenge: hash, code: code, token: token, on: device, replacing: old, at: now)
            }
        } catch {
            throttle.refund(attempts)
            throw error
        }
        switch verdict {
        case .signedIn(let issued):
            throttle.succeed(attempts)
            return issued
        case .expired:
            throttle.refund(attempts)
            throw AuthenticationError.challengeExpired
        case .wrong:
            throw AuthenticationError.wrongCode
        }
    }

    /// What a code counts against: wrong ones from elsewhere do not keep a known device out.
    private func attemptKeys(of user: User.ID, on device: Device, knownDevice: String?) -> [Throttle.Key] {
        if let known = knownDevices.find(in: knownDevice, of: user) {
            return [.codeFromKnownDevice(known), .knownDevices(user)]
        }
        return [.code(user), .network(device.network)]
    }

    /// Returns rather than throws, so that a wrong code is counted and written down.
    private func verify(
        _ db: Transaction, challenge: Data, code: String, token: SessionToken, on device: Device,
        replacing old: Session?, at now: Date
    ) throws -> Verdict {
        guard let record = try TwoFactorChallengeStore.find(db, tokenHash: challenge, at: now),
            record.userAgent == device.userAgent, let user = try UserStore.find(db, id: record.userID),
            user.disabledAt == nil
        else { return .expired }
        guard let kind = try consume(db, code: code, of: user.id, at: now) else {
            try TwoFactorChallengeStore.countWrongCode(db, tokenHash: challenge)
            try ActivityStore.insert(db, .codeFailed, user: user.id, device: device, at: now)
            return .wrong
        }
        try TwoFactorChallengeStore.delete(db, tokenHash: challenge)
        if kind == .recovery { try ActivityStore.insert(db, .recoveryCodeUsed, user: user.id, device: device, at: now) }
        var issued = try sessions.open(
            db, for: user, as: .signedIn, token: token, remember: record.remembered, on: device, replacing: old,
            at: now)
        if kind == .recovery { issued.recoveryCodesLeft = try TwoFactorStore.recoveryCodesLeft(db, of: user.id) }
        return .signedIn(issued)
    }

    /// Consumes a code, so that it works once. Returns nil for a wrong code.
    private func consume(_ db: Transaction, code: String, of user: User.ID, at now: Date) throws -> CodeKind? {
        if let recovery = RecoveryCode(typed: code) {
            let hash = recovery.hash(for: user, with: secret)
            return try TwoFactorStore.use(db, recoveryCode: hash, of: user) ? .recovery : nil
        }
        guard let record = try TwoFactorStore.find(db, of: user), record.confirmedAt != nil,
            let key = TwoFactorKey(sealed: record.sealedKey, for: user, with: secret),
            let step = OneTimePassword.match(code.digitsTyped, key: key.bytes, at: now, after: record.lastStep),
            try TwoFactorStore.use(db, step: step, of: user)
        else { return nil }
        return .app
    }
}
