import Foundation
import Storage

/// Setting up the second factor. All of it needs a fresh proof of the password: ``PasswordConfirmationNeeded`` otherwise.
extension Accounts {
    /// The account has a second factor already: it must be switched off before another is set up.
    public struct TwoFactorIsOn: Error, Sendable {}
    /// There is no key to confirm (or it has waited for more than an hour), or no second factor to change.
    public struct NoTwoFactor: Error, Sendable {}
    /// The code is not one that counts now, or was used before.
    public struct WrongCode: Error, Sendable {}

    public func twoFactor(of user: User) async throws -> TwoFactor {
        let now = now()
        return try await database.read { try twoFactor($0, of: user.id, at: now) }
    }

    func twoFactor(_ db: Transaction, of user: User.ID, at now: Date) throws -> TwoFactor {
        guard let record = try TwoFactorStore.find(db, of: user) else { return .off }
        if let since = record.confirmedAt {
            return .on(since: since, recoveryCodesLeft: try TwoFactorStore.recoveryCodesLeft(db, of: user))
        }
        return pendingKey(in: record, of: user, at: now).map(TwoFactor.pending) ?? .off
    }

    /// First step: makes a key to show, in place of one that still waits to be confirmed.
    ///
    /// - Throws: ``PasswordConfirmationNeeded``, ``TwoFactorIsOn``.
    public func beginTwoFactor(_ signedIn: SignedIn) async throws -> TwoFactorKey {
        let (key, user, now) = (TwoFactorKey(random: random), signedIn.user.id, now())
        let sealed = try key.sealed(for: user, with: secret, random: random)
        try await database.write { db in
            try requirePasswordConfirmation(db, of: signedIn, at: now)
            guard try TwoFactorStore.begin(db, for: user, sealedKey: sealed, at: now) else { throw TwoFactorIsOn() }
        }
        return key
    }

    /// Second step: a code shows that the key has arrived; from now on signing in needs one.
    ///
    /// Wrong codes are not counted: whoever gives them has been shown the key.
    /// - Returns: the recovery codes, to be shown once.
    /// - Throws: ``PasswordConfirmationNeeded``, ``NoTwoFactor``, ``WrongCode``.
    public func confirmTwoFactor(_ signedIn: SignedIn, code: String) async throws -> [RecoveryCode] {
        let (codes, user, now) = (RecoveryCode.make(random: random), signedIn.user.id, now())
        try await database.write { db in
            try requirePasswordConfirmation(db, of: signedIn, at: now)
            guard let record = try TwoFactorStore.find(db, of: user), record.confirmedAt == nil,
                let key = pendingKey(in: record, of: user, at: now)
            else { throw NoTwoFactor() }
            guard let step = OneTimePassword.match(code.digitsTyped, key: key.bytes, at: now, after: record.lastStep),
                try TwoFactorStore.use(db, step: step, of: user)
            else { throw WrongCode() }
            try TwoFactorStore.confirm(db, of: user, at: now)
            try TwoFactorStore.replaceRecoveryCodes(db, of: user, with: hashes(of: codes, of: user))
            try ActivityStore.insert(db, .twoFactorEnabled, by: signedIn, at: now)
        }
        return codes
    }

    /// Ten new recovery codes, to be shown once; the old ones are worth nothing any more.
    ///
    /// - Throws: ``PasswordConfirmationNeeded``, ``NoTwoFactor``.
    public func replaceRecoveryCodes(_ signedIn: SignedIn) async throws -> [RecoveryCode] {
        let (codes, user, now) = (RecoveryCode.make(random: random), signedIn.user.id, now())
        try await database.write { db in
            try requirePasswordConfirmation(db, of: signedIn, at: now)
            guard try TwoFactorStore.isOn(db, for: user) else { throw NoTwoFactor() }
            try TwoFactorStore.replaceRecoveryCodes(db, of: user, with: hashes(of: codes, of: user))
            try ActivityStore.insert(db, .recoveryCodesReplaced, by: signedIn, at: now)
        }
        return codes
    }

    /// Switches the second factor off, or forgets a key that waits to be confirmed. Twice is fine.
    ///
    /// - Throws: ``PasswordConfirmationNeeded``.
    public func disableTwoFactor(_ signedIn: SignedIn) async throws {
        let now = now()
        try await database.write { db in
            try requirePasswordConfirmation(db, of: signedIn, at: now)
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
