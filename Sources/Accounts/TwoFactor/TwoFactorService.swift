import Foundation
import Storage

/// Why the second factor cannot be set up or changed.
public enum TwoFactorError: Error, Hashable, Sendable {
    /// The account has a second factor already: it must be switched off before another is set up.
    case alreadyOn
    /// There is no key to confirm (or it has waited for more than an hour), or no second factor to change.
    case notSetUp
    /// The code is not valid now, or was used before.
    case wrongCode
}

/// Setting up the second factor.
///
/// Every change needs a recent password confirmation: `AuthenticationError.confirmationNeeded` otherwise.
public struct TwoFactorService: AccountService {
    let context: AccountContext
    let sessions: SessionService

    public func state(of user: User) async throws -> TwoFactor {
        let now = now()
        return try await database.read { try state($0, of: user.id, at: now) }
    }

    private func state(_ db: Transaction, of user: User.ID, at now: Date) throws -> TwoFactor {
        guard let record = try TwoFactorStore.find(db, of: user) else { return .off }
        if let since = record.confirmedAt {
            return .on(since: since, recoveryCodesLeft: try TwoFactorStore.recoveryCodesLeft(db, of: user))
        }
        return pendingKey(in: record, of: user, at: now).map(TwoFactor.pending) ?? .off
    }

    /// First step: makes a key to show. It replaces one that still waits to be confirmed.
    ///
    /// - Throws: `AuthenticationError.confirmationNeeded`, `TwoFactorError.alreadyOn`.
    public func begin(_ signedIn: SignedIn) async throws -> TwoFactorKey {
        let (key, user, now) = (TwoFactorKey(random: random), signedIn.user.id, now())
        let sealed = try key.sealed(for: user, with: secret, random: random)
        try await database.write { db in
            try sessions.requirePasswordConfirmation(db, of: signedIn, at: now)
            guard try TwoFactorStore.begin(db, for: user, sealedKey: sealed, at: now) else {
                throw TwoFactorError.alreadyOn
            }
        }
        return key
    }

    /// Second step: a code shows that the app has the key. From now on, signing in needs a code.
    ///
    /// Wrong codes are not counted: the person who gives them has been shown the key.
    /// - Returns: the recovery codes, to be shown once.
    /// - Throws: `AuthenticationError.confirmationNeeded`, `TwoFactorError.notSetUp`, `TwoFactorError.wrongCode`.
    public func confirm(_ signedIn: SignedIn, code: String) async throws -> [RecoveryCode] {
        let (codes, user, now) = (RecoveryCode.make(random: random), signedIn.user.id, now())
        try await database.write { db in
            try sessions.requirePasswordConfirmation(db, of: signedIn, at: now)
            guard let record = try TwoFactorStore.find(db, of: user), record.confirmedAt == nil,
                let key = pendingKey(in: record, of: user, at: now)
            else { throw TwoFactorError.notSetUp }
            guard let step = OneTimePassword.match(code.digitsTyped, key: key.bytes, at: now, after: record.lastStep),
                try TwoFactorStore.use(db, step: step, of: user)
            else { throw TwoFactorError.wrongCode }
            try TwoFactorStore.confirm(db, of: user, at: now)
            try TwoFactorStore.replaceRecoveryCodes(db, of: user, with: hashes(of: codes, of: user))
            try ActivityStore.insert(db, .twoFactorEnabled, by: signedIn, at: now)
        }
        return codes
    }

    /// Ten new recovery codes, to be shown once; the old ones no longer work.
    ///
    /// - Throws: `AuthenticationError.confirmationNeeded`, `TwoFactorError.notSetUp`.
    public func replaceRecoveryCodes(_ signedIn: SignedIn) async throws -> [RecoveryCode] {
        let (codes, user, now) = (RecoveryCode.make(random: random), signedIn.user.id, now())
        try await database.write { db in
            try sessions.requirePasswordConfirmation(db, of: signedIn, at: now)
            guard try TwoFactorStore.isOn(db, for: user) else { throw TwoFactorError.notSetUp }
            try TwoFactorStore.replaceRecoveryCodes(db, of: user, with: hashes(of: codes, of: user))
            try ActivityStore.insert(db, .recoveryCodesReplaced, by: signedIn, at: now)
        }
        return codes
    }

    /// Switches the second factor off, or forgets a key that waits to be confirmed. Calling it again has no effect.
    ///
    /// - Throws: `AuthenticationError.confirmationNeeded`.
    public func disable(_ signedIn: SignedIn) async throws {
        let now = now()
        try await database.write { db in
            try sessions.requirePasswordConfirmation(db, of: signedIn, at: now)
            guard try TwoFactorStore.delete(db, of: signedIn.user.id, at: now) else { return }
            try TwoFactorChallengeStore.deleteAll(db, of: signedIn.user.id)
            try ActivityStore.insert(db, .twoFactorDisabled, by: signedIn, at: now)
        }
    }

    private func hashes(of codes: [RecoveryCode], of user: User.ID) -> [Data] {
        codes.map { $0.hash(for: user, with: secret) }
    }

    private func pendingKey(in record: TwoFactorStore.Record, of user: User.ID, at now: Date) -> TwoFactorKey? {
        guard now < record.beganAt + TwoFactor.pendingLifetime else { return nil }
        return TwoFactorKey(sealed: record.sealedKey, for: user, with: secret)
    }
}

extension String {
    /// A code without the spaces that apps show it with.
    var digitsTyped: String { filter { !$0.isWhitespace } }
}
