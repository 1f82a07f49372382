import Foundation
import Storage

/// Everything stored about a person, for themselves.
public struct ExportService: AccountService {
    let context: AccountContext
    let sessions: SessionService
    let slots = ExportSlots()

    init(context: AccountContext, sessions: SessionService) {
        self.context = context
        self.sessions = sessions
    }

    /// Everything that Roost stores about the person. The request itself is written down, and is part of it.
    ///
    /// - Throws: `AuthenticationError.confirmationNeeded`, `.tooManyAttempts`; `ExportError.alreadyRunning`;
    ///   ``RecordNotFound`` when the session has ended; `WorkQueue.Full` when too many others export at the moment.
    public func pieces(for signedIn: SignedIn) async throws -> ExportPieces {
        let (user, now) = (signedIn.user.id, now())
        let slot = try slots.take(for: user)
        let attempts: [Throttle.Key] = [.export(user), .exports(network: signedIn.session.device.network)]
        try begin(attempts)
        do {
            try await database.write { db in
                try sessions.requirePasswordConfirmation(db, of: signedIn, at: now)
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
        guard let person = try PersonStore.find(db, id: user, at: now) else { throw RecordNotFound() }
        return AccountExport(
            exportedAt: Date(stored: now.stored), account: AccountExport.Account(person),
            twoFactor: AccountExport.SecondFactor(
                try TwoFactorStore.find(db, of: user),
                recoveryCodesLeft: try TwoFactorStore.recoveryCodesLeft(db, of: user)),
            placesLastSeenAt: try KnownLocationStore.times(db, of: user),
            pendingSignIns: try TwoFactorChallengeStore.all(db, of: user, at: now),
            tokens: try PersonalTokenStore.active(db, of: user, at: now).map(AccountExport.TokenEntry.init),
            feed: try FeedTokenStore.find(db, of: user).map(AccountExport.FeedEntry.init),
            resetLinkExpiresAt: try PasswordResetStore.expiry(db, of: user, at: now))
    }
}

public enum ExportError: Error, Hashable, Sendable {
    /// An export of this person's data is being made already.
    case alreadyRunning
}
