import Foundation
import Instrumentation
import Storage

/// The services for people's accounts. Each has its own folder, with its types and stores.
///
/// A function makes all its changes in one transaction. Functions that check a password may throw `WorkQueue.Full`; all
/// may throw what the database throws (`Database.failure` sorts it).
public final class Accounts: Sendable {
    /// Sign-up, sign-in, and everything about passwords.
    public let authentication: AuthenticationService
    /// Signed-in browsers.
    public let sessions: SessionService
    /// What people change about themselves.
    public let profiles: ProfileService
    /// Setting up the second factor.
    public let twoFactor: TwoFactorService
    /// The accounts of others, for operators and administrators.
    public let administration: AdministrationService
    /// Links with which people make accounts.
    public let invitations: InvitationService
    /// What happened to an account.
    public let activity: ActivityService
    /// Everything stored about a person, for themselves.
    public let export: ExportService
    /// What programs sign in with.
    public let tokens: TokenService

    package let context: AccountContext

    public init(
        database: Database, hasher: PasswordHasher, secret: Secret, lifetime: SessionLifetime = SessionLifetime(),
        signUp: SignUpRules = SignUpRules(),
        now: @escaping @Sendable () -> Date = { Date() }, random: @escaping RandomBytes = systemRandom
    ) {
        context = AccountContext(database: database, secret: secret, signUp: signUp, now: now, random: random)
        sessions = SessionService(context: context, lifetime: lifetime, cache: AccountCache(of: database))
        authentication = AuthenticationService(context: context, hasher: hasher, sessions: sessions)
        profiles = ProfileService(context: context, sessions: sessions, authentication: authentication)
        twoFactor = TwoFactorService(context: context, sessions: sessions)
        administration = AdministrationService(context: context, sessions: sessions)
        invitations = InvitationService(context: context, administration: administration)
        activity = ActivityService(context: context, sessions: sessions)
        export = ExportService(context: context, sessions: sessions)
        tokens = TokenService(context: context, sessions: sessions)
    }

    /// Whether the database answers and what is kept in memory has been read from it.
    public func isReady() async -> Bool {
        if !sessions.cache.isWarm { try? await warm() }
        guard sessions.cache.isWarm else { return false }
        return await context.database.isReady()
    }
}

/// The record asked for does not exist or belongs to another person, or the session that asks has ended.
public struct RecordNotFound: Error, Hashable, Sendable {}
