import Foundation
import Storage

/// The second step of signing in to an account with a second factor.
extension Accounts {
    /// The ticket is unknown, older than ten minutes, used, from another browser or spent on wrong codes: sign in anew.
    public struct TicketExpired: Error, Sendable {}

    private enum CodeVerdict: Sendable {
        case signedIn(IssuedSession)
        case wrong, expired
    }

    /// Signs in with the ticket that the right password was answered with and a code of the authenticator app, or a
    /// recovery code. Both work once.
    ///
    /// - Parameters: as those of ``signIn(username:password:remember:on:mark:replacing:)``.
    /// - Throws: ``TicketExpired``, ``WrongCode``, ``TooManyAttempts``.
    public func signIn(
        with ticket: Token<TwoFactorChallenge>, code: String, on device: Device, mark: String? = nil,
        replacing old: Session? = nil
    ) async throws -> IssuedSession {
        try await codes.countingCode {
            try await useCode(ticket, code, on: device, mark: mark, replacing: old)
        }
    }

    private func useCode(
        _ ticket: Token<TwoFactorChallenge>, _ code: String, on device: Device, mark: String?, replacing old: Session?
    ) async throws -> IssuedSession {
        let (hash, now, token) = (ticket.hash, now(), SessionToken(random: random))
        let owner = try await database.read { try TwoFactorChallengeStore.find($0, tokenHash: hash, at: now)?.userID }
        guard let owner else { throw TicketExpired() }
        let attempts = attemptKeysOfCode(owner, on: device, mark: mark)
        try begin(attempts)
        let verdict: CodeVerdict
        do {
            verdict = try await database.write { db in
                try judge(db, ticket: hash, code: code, token: token, on: device, replacing: old, at: now)
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
            throw TicketExpired()
        case .wrong:
            throw WrongCode()
        }
    }

    /// Returns rather than throws, so that a wrong code is counted and written down.
    private func judge(
        _ db: Transaction, ticket: Data, code: String, token: SessionToken, on device: Device,
        replacing old: Session?, at now: Date
    ) throws -> CodeVerdict {
        guard let record = try TwoFactorChallengeStore.find(db, tokenHash: ticket, at: now),
            record.userAgent == device.userAgent, let user = try UserStore.find(db, id: record.userID),
            user.disabledAt == nil
        else { return .expired }
        guard let kind = try take(db, code: code, of: user.id, at: now) else {
            try TwoFactorChallengeStore.countWrongCode(db, tokenHash: ticket)
            try ActivityStore.insert(db, .codeFailed, user: user.id, device: device, at: now)
            return .wrong
        }
        try TwoFactorChallengeStore.delete(db, tokenHash: ticket)
        if kind == .recovery { try ActivityStore.insert(db, .recoveryCodeUsed, user: user.id, device: device, at: now) }
        return .signedIn(
            try openSession(
                db, for: user, as: .signedIn, token: token, remember: record.remembered, on: device, replacing: old,
                at: now))
    }

    private enum CodeKind {
        case app, recovery
    }

    /// Uses a code up; nil when it is worth nothing.
    private func take(_ db: Transaction, code: String, of user: User.ID, at now: Date) throws -> CodeKind? {
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
