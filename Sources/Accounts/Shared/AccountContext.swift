import Foundation
import Storage

/// What all services share.
package final class AccountContext: Sendable {
    package let database: Database
    package let secret: Secret
    package let random: RandomBytes
    let now: @Sendable () -> Date
    let throttle: Throttle
    let signUp: SignUpRules

    init(
        database: Database, secret: Secret, signUp: SignUpRules, now: @escaping @Sendable () -> Date,
        random: @escaping RandomBytes
    ) {
        self.signUp = signUp
        self.database = database
        self.secret = secret
        self.now = now
        self.random = random
        throttle = Throttle(secret: secret)
    }
}

/// A part of ``Accounts``.
protocol AccountService: Sendable {
    var context: AccountContext { get }
}

extension AccountService {
    var database: Database { context.database }
    var secret: Secret { context.secret }
    var random: RandomBytes { context.random }
    var throttle: Throttle { context.throttle }

    func now() -> Date { context.now() }

    /// Counts an attempt under each key.
    ///
    /// - Throws: ``AuthenticationError/tooManyAttempts(retryAt:seconds:)``.
    func begin(_ attempts: [Throttle.Key]) throws(AuthenticationError) {
        let now = now()
        if let end = throttle.begin(attempts, at: now) { throw .tooManyAttempts(until: end, at: now) }
    }
}
