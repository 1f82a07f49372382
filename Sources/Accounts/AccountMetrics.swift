import Foundation
import Instrumentation
import Storage
import WorkQueue

/// What became of an attempt to sign in.
public enum SignInOutcome: String, CaseIterable, Sendable {
    case done
    /// The password was right, and a code is asked for.
    case codeNeeded = "code_needed"
    /// No account has this name and password, or the code is wrong.
    case wrong
    case disabled
    /// The challenge of the first step has expired.
    case expired
    case throttled
    /// Too much waited to be hashed, or to be read.
    case busy
    case failed

    init(_ error: any Error) {
        self =
            switch error {
            case AuthenticationError.wrongCredentials, AuthenticationError.wrongCode: .wrong
            case AuthenticationError.disabled: .disabled
            case AuthenticationError.challengeExpired: .expired
            case AuthenticationError.tooManyAttempts: .throttled
            case is WorkQueue.Full: .busy
            default: .failed
            }
    }
}

/// The state of accounts and sign-ins.
public struct AccountMetrics: Sendable {
    /// With a password, and then with a code where one is asked for.
    public let signIns: Counts<SignInOutcome>
    public let codes: Counts<SignInOutcome>
    public let hashing: QueueMetrics
    public let sessionCache: CacheMetrics
    public let summaryCache: CacheMetrics
}

/// Totals.
public struct AccountCounts: Hashable, Sendable {
    public let accounts: Int
    /// Neither ended nor expired.
    public let sessions: Int
}

extension Accounts {
    public var metrics: AccountMetrics {
        let caches = sessions.cache.metrics
        return AccountMetrics(
            signIns: authentication.signIns.counts, codes: authentication.codes.counts,
            hashing: authentication.hasher.metrics, sessionCache: caches.sessions,
            summaryCache: caches.histories)
    }
}

extension AdministrationService {
    /// Counts over indexes alone: some ten milliseconds for a million sessions.
    public func counts() async throws -> AccountCounts {
        let now = now().stored
        return try await database.read { db in
            AccountCounts(
                accounts: try db.row("SELECT count(*) FROM user") { $0[0] } ?? 0,
                sessions: try db.row(Self.sessionsInUse, [now, now]) { $0[0] } ?? 0)
        }
    }

    /// Few have ended and not yet expired, and those have an index of their own.
    private static let sessionsInUse = """
        SELECT (SELECT count(*) FROM session WHERE expiresAt > ?)
            - (SELECT count(*) FROM session WHERE revokedAt IS NOT NULL AND expiresAt > ?)
        """
}

extension Counters<SignInOutcome> {
    func counting(_ attempt: () async throws -> SignInResult) async throws -> SignInResult {
        try await counting(attempt) { if case .needsCode = $0 { .codeNeeded } else { .done } }
    }

    func countingCode(_ attempt: () async throws -> IssuedSession) async throws -> IssuedSession {
        try await counting(attempt) { _ in .done }
    }

    private func counting<Value>(
        _ attempt: () async throws -> Value, as outcome: (Value) -> SignInOutcome
    ) async throws -> Value {
        do {
            let value = try await attempt()
            add(outcome(value))
            return value
        } catch {
            add(SignInOutcome(error))
            throw error
        }
    }
}
