import Foundation
import Instrumentation

/// Finds out who somebody is: sign-up, sign-in, codes, password confirmation, password change and reset.
///
/// Each of them has a file of its own.
public struct AuthenticationService: AccountService {
    let context: AccountContext
    package let hasher: PasswordHasher
    let sessions: SessionService
    let signIns = Counters<SignInOutcome>()
    let codes = Counters<SignInOutcome>()

    /// The cookies of browsers that have signed in before.
    public let knownDevices: KnownDevices

    init(context: AccountContext, hasher: PasswordHasher, sessions: SessionService) {
        self.context = context
        self.hasher = hasher
        self.sessions = sessions
        knownDevices = KnownDevices(secret: context.secret, random: context.random)
    }
}

/// Why a person is not authenticated.
public enum AuthenticationError: Error, Hashable, Sendable {
    /// No account has this username and this password. It is not said which of the two was wrong.
    case wrongCredentials
    /// The password is right, but the account is disabled.
    case disabled
    /// There have been too many attempts. The next one is accepted at `retryAt`, in so many seconds (rounded up).
    case tooManyAttempts(retryAt: Date, seconds: Int)
    /// The challenge is unknown, older than ten minutes, used, from another browser or spent on wrong codes: the person
    /// must give the password again.
    case challengeExpired
    /// The code is not valid now, or was used before.
    case wrongCode
    /// The password is not the account's.
    case wrongPassword
    /// The session's last password confirmation is older than 15 minutes: ask for the password.
    case confirmationNeeded
    /// The link for a new password is unknown, older than an hour, used, or was replaced by another.
    case linkExpired

    static func tooManyAttempts(until end: Date, at now: Date) -> AuthenticationError {
        .tooManyAttempts(retryAt: end, seconds: max(1, Int(end.timeIntervalSince(now).rounded(.up))))
    }
}
