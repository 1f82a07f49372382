import Foundation
import GRDB
import Storage

extension Accounts {
    /// Everything that Roost holds about the person. That it was asked for is written down, and in it.
    ///
    /// - Throws: ``ProofNeeded``, ``TooManyTries``, ``NotFound`` when the session has ended.
    public func export(of signedIn: SignedIn) async throws -> AccountExport {
        let now = now()
        let tries: [Throttle.Key] = [
            .export(signedIn.user.id), .exports(network: signedIn.session.device.network),
        ]
        try begin(tries)
        do {
            return try await database.write { db in
                try requireProof(db, of: signedIn, at: now)
                try ActivityStore.insert(db, .exported, by: signedIn, at: now)
                return try gather(db, of: signedIn.user.id, at: now)
            }
        } catch {
            throttle.takeBack(tries)
            throw error
        }
    }

    private func gather(_ db: GRDB.Database, of user: User.ID, at now: Date) throws -> AccountExport {
        guard let person = try PersonStore.find(db, id: user, at: now) else { throw NotFound() }
        return AccountExport(
            exportedAt: Date(stored: now.stored), account: AccountExport.Account(person),
            twoFactor: AccountExport.SecondFactor(
                try TwoFactorStore.find(db, of: user),
                recoveryCodesLeft: try TwoFactorStore.recoveryCodesLeft(db, of: user)),
            sessions: try SessionStore.all(db, of: user).map(AccountExport.SessionEntry.init),
            activity: try ActivityStore.all(db, of: user).map(AccountExport.ActivityEntry.init),
            placesLastSeenAt: try OriginStore.times(db, of: user),
            pendingSignIns: try SignInTicketStore.all(db, of: user, at: now),
            resetLinkExpiresAt: try PasswordResetStore.expiry(db, of: user, at: now))
    }
}
