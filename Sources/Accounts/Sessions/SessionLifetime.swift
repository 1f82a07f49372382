import Foundation

/// How long a session lasts: it ends after a time without use and, used or not, after six times that
/// (OWASP ASVS 5.0, 7.3.1 and 7.3.2).
public struct SessionLifetime: Hashable, Sendable {
    static let absoluteFactor = 6.0
    /// The time is prolonged, and the cookie sent again, when this share of it has gone.
    static let renewalShare = 1.0 / 24

    /// Seconds without use after which a remembered session ends.
    public var remembered: TimeInterval
    /// The same for a session that was not to be remembered.
    public var unremembered: TimeInterval

    public init(remembered: TimeInterval = 30 * 86_400, unremembered: TimeInterval = 86_400) {
        self.remembered = remembered
        self.unremembered = min(unremembered, remembered)
    }

    public func idle(remembered isRemembered: Bool) -> TimeInterval {
        isRemembered ? remembered : unremembered
    }

    /// When a session made at `createdAt` and used at `now` ends if it is not used again.
    package func expiry(remembered: Bool, createdAt: Date, now: Date) -> Date {
        let idle = idle(remembered: remembered)
        return min(now + idle, createdAt + idle * Self.absoluteFactor)
    }

    /// Whether a session used at `now` should be prolonged.
    func isRenewalDue(_ session: Session, now: Date) -> Bool {
        now >= session.renewedAt + idle(remembered: session.remembered) * Self.renewalShare
    }
}
