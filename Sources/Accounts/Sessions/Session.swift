import Foundation

/// One signed-in browser.
public struct Session: Identifiable, Hashable, Sendable {
    public typealias ID = Int64

    /// How many an account may have open (OWASP ASVS 5.0, 7.1.2). One more ends the one that was not used for longest.
    public static let limit = 100

    public enum Status: Sendable {
        case active, revoked
    }

    public let id: ID
    public let userID: User.ID
    public let device: Device
    /// Whether the cookie outlives the browser.
    public let remembered: Bool
    public let createdAt: Date
    /// Accurate to a minute.
    public var lastSeenAt: Date
    /// When the cookie was last sent and ``expiresAt`` moved.
    public var renewedAt: Date
    public var expiresAt: Date
    public let revokedAt: Date?
    /// When the password was last given: at sign-in, at sign-up, to change it, or to confirm it.
    public var passwordConfirmedAt: Date

    public var status: Status { revokedAt == nil ? .active : .revoked }

    /// Equality compares everything. The hash is kept cheap, for the cache of pages.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(id)
        hasher.combine(lastSeenAt)
    }
}

extension Session {
    /// Seconds for which a password confirmation holds: 15 minutes.
    public static let passwordConfirmationLifetime: TimeInterval = 900

    /// Whether the person behind this session has given the password lately.
    public func isPasswordConfirmed(at now: Date) -> Bool {
        now < passwordConfirmedAt + Self.passwordConfirmationLifetime
    }
}

/// A session that was just made, or given a new token, with the token that its browser is to keep.
public struct IssuedSession: Sendable {
    public let user: User
    public let session: Session
    public let token: SessionToken
    /// How many recovery codes are left, if one was used up to sign in.
    public var recoveryCodesLeft: Int?
}

/// A person and the session through which a request comes.
public struct SignedIn: Hashable, Sendable {
    public let user: User
    public let session: Session
    /// The session was prolonged by this request: its cookie must be sent again.
    public let isRenewed: Bool

    public init(user: User, session: Session, isRenewed: Bool = false) {
        self.user = user
        self.session = session
        self.isRenewed = isRenewed
    }
}
