import Accounts
import Foundation

/// The tokens of a session, and whose it is.
struct TokenGrantResource: Resource {
    static let properties: [Property<Self>] = [
        .text("access_token", \.accessToken),
        .word("token_type", among: ["Bearer"]) { _ in "Bearer" },
        .integer("expires_in") { _ in Int64(AccessToken.lifetime) },
        .text("refresh_token", \.refreshToken),
        .integer("recovery_codes_left", \.recoveryCodesLeft),
        .one("session", \.session),
        .one("user", \.user),
    ]

    private let accessToken: String
    private let refreshToken: String
    /// How many are left, if one was used up to sign in.
    var recoveryCodesLeft: Int64?
    private let session: SessionResource
    private let user: AccountResource

    init(_ grant: TokenGrant, origin: String) {
        (accessToken, refreshToken) = (grant.accessToken.encoded, grant.refreshToken.encoded)
        session = SessionResource(grant.signedIn.session, isCurrent: true)
        user = AccountResource(grant.signedIn.user, origin: origin)
    }

    private init(example user: AccountResource, _ session: SessionResource) {
        (accessToken, refreshToken) = ("eyJhbGciOiJFZERTQSJ9.e30.c2ln", String(repeating: "r", count: 43))
        (self.user, self.session) = (user, session)
    }

    static var example: Self { Self(example: .example, .example) }
}

/// What is given instead of tokens where a code is asked for.
struct ChallengeResource: Resource {
    static let properties: [Property<Self>] = [.text("challenge", \.token), .time("expires_at", \.expiresAt)]

    private let token: String
    private let expiresAt: Date

    init(_ challenge: TwoFactorChallenge) {
        (token, expiresAt) = (challenge.token.encoded, challenge.expiresAt)
    }

    private init(token: String, expiresAt: Date) {
        (self.token, self.expiresAt) = (token, expiresAt)
    }

    static var example: Self { Self(token: String(repeating: "c", count: 43), expiresAt: .example) }
}

extension Date {
    /// For examples: 2 November 2026.
    static var example: Date { Date(timeIntervalSince1970: 1_793_611_800) }
}

/// A session, as its owner sees it.
struct SessionResource: Resource {
    static let properties: [Property<Self>] = [
        .integer("id", \.id),
        .text("device", \.device),
        .text("user_agent", \.userAgent),
        .text("address", \.address),
        .flag("is_current", \.isCurrent),
        .time("created_at", \.createdAt),
        .time("last_seen_at", \.lastSeenAt),
        .time("expires_at", \.expiresAt),
        .time("password_confirmed_at", \.passwordConfirmedAt),
    ]

    private let id: Int64
    private let device: String
    private let userAgent: String
    private let address: String
    private let isCurrent: Bool
    private let createdAt: Date
    private let lastSeenAt: Date
    private let expiresAt: Date
    private let passwordConfirmedAt: Date

    init(_ session: Session, isCurrent: Bool) {
        (id, self.isCurrent) = (session.id, isCurrent)
        device = session.device.englishName
        (userAgent, address) = (session.device.userAgent, session.device.address)
        (createdAt, lastSeenAt, expiresAt) = (session.createdAt, session.lastSeenAt, session.expiresAt)
        passwordConfirmedAt = session.passwordConfirmedAt
    }

    private init(example: Void) {
        (id, isCurrent, device, userAgent, address) = (7, true, "An unknown program", "heron/1.0", "192.0.2.1")
        (createdAt, lastSeenAt, expiresAt, passwordConfirmedAt) = (.example, .example, .example + 86_400, .example)
    }

    static var example: Self { Self(example: ()) }
}
