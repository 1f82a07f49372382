import Foundation
import Storage

extension Accounts {
    /// An export of this person's data is being made already.
    public struct ExportUnderWay: Error, Sendable {}

    /// Everything that Roost holds about the person. That it was asked for is written down, and in it.
    ///
    /// - Throws: ``PasswordConfirmationNeeded``, ``TooManyAttempts``, ``ExportUnderWay``, ``NotFound`` when the session has ended;
    ///   `WorkQueue.Full` when too many others export at the moment.
    public func export(of signedIn: SignedIn) async throws -> ExportPieces {
        let (user, now) = (signedIn.user.id, now())
        let slot = try exports.take(for: user)
        let attempts: [Throttle.Key] = [.export(user), .exports(network: signedIn.session.device.network)]
        try begin(attempts)
        do {
            try await database.write { db in
                try requirePasswordConfirmation(db, of: signedIn, at: now)
                try ActivityStore.insert(db, .exported, by: signedIn, at: now)
            }
            let snapshot = try await database.snapshot()
            let head = try await snapshot.read { try gather($0, of: user, at: now) }
            return ExportPieces(head: head, user: user, snapshot: snapshot, slot: slot)
        } catch {
            throttle.refund(attempts)
            throw error
        }
    }

    private func gather(_ db: Transaction, of user: User.ID, at now: Date) throws -> AccountExport {
        guard let person = try PersonStore.find(db, id: user, at: now) else { throw NotFound() }
        return AccountExport(
            exportedAt: Date(stored: now.stored), account: AccountExport.Account(person),
            twoFactor: AccountExport.SecondFactor(
                try TwoFactorStore.find(db, of: user),
                recoveryCodesLeft: try TwoFactorStore.recoveryCodesLeft(db, of: user)),
            placesLastSeenAt: try KnownLocationStore.times(db, of: user),
            pendingSignIns: try TwoFactorChallengeStore.all(db, of: user, at: now),
            resetLinkExpiresAt: try PasswordResetStore.expiry(db, of: user, at: now))
    }
}
