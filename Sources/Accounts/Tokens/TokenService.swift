import Crypto
import Foundation
import Storage
import Support
import Synchronization

/// Tokens for programs: a short one for requests, and one that is exchanged for the next pair.
public struct TokenService: AccountService {
    /// Seconds for which a used refresh token is taken for one of two that were sent at once, rather than for a theft.
    static let grace: TimeInterval = 10

    let context: AccountContext
    let sessions: SessionService
    private let keys: SigningKeys
    private let verified = TokenCache<AccessClaims>()
    let personal = TokenCache<(session: Session.ID, scope: TokenScope)>()

    init(context: AccountContext, sessions: SessionService) {
        self.context = context
        self.sessions = sessions
        keys = SigningKeys(secret: context.secret)
    }

    /// Tokens for a session that was just opened, or whose password has changed. Earlier ones of the session end.
    ///
    /// The session's own token is for cookies; nobody keeps it here, so no browser can use such a session.
    /// - Throws: ``RecordNotFound`` when the session has ended.
    public func issue(for session: Session, of user: User, by issuer: TokenIssuer) async throws -> TokenGrant {
        let (token, now) = (RefreshToken(random: random), now())
        let signedIn = SignedIn(user: user, session: session)
        try await database.write { db in
            try sessions.require(db, signedIn, at: now)
            try RefreshTokenStore.useAll(db, of: session.id, at: now)
            try RefreshTokenStore.insert(db, tokenHash: token.hash, session: session.id, at: now)
        }
        return try await grant(signedIn, token, by: issuer, at: now)
    }

    private func grant(
        _ signedIn: SignedIn, _ refreshToken: RefreshToken, by issuer: TokenIssuer, at now: Date
    ) async throws -> TokenGrant {
        let second = Int64(now.timeIntervalSince1970.rounded(.down))
        let claims = AccessClaims(
            iss: issuer.name, aud: issuer.audience, sub: String(signedIn.user.id), sid: String(signedIn.session.id),
            jti: Base64.url.encode(random(16)), iat: second, exp: second + Int64(AccessToken.lifetime))
        return TokenGrant(
            signedIn: signedIn, accessToken: try await keys.sign(claims, at: now), refreshToken: refreshToken)
    }

    private enum Verdict: Sendable {
        case renewed(Session.ID)
        case unknown, raced, reused
    }

    /// Exchanges a refresh token. Of two that come at once, one is exchanged and the other refused; later, a used one ends
    /// the session: whoever sends it may not be the one it was made for.
    ///
    /// - Throws: ``RefreshRefused``.
    public func refresh(
        _ token: RefreshToken, on device: Device, by issuer: TokenIssuer
    ) async throws -> TokenGrant {
        let (next, now, hash) = (RefreshToken(random: random), now(), token.hash)
        // Nobody who makes tokens up makes others wait for a write.
        guard try await database.read({ try RefreshTokenStore.find($0, tokenHash: hash) }) != nil else {
            throw RefreshRefused.unknown
        }
        let verdict = try await database.write { db in
            try exchange(db, hash, for: next.hash, on: device, at: now)
        }
        switch verdict {
        case .renewed(let id):
            guard let signedIn = try await sessions.authenticate(session: id) else { throw RefreshRefused.unknown }
            return try await grant(signedIn, next, by: issuer, at: now)
        case .unknown: throw RefreshRefused.unknown
        case .raced: throw RefreshRefused.raced
        case .reused: throw RefreshRefused.reused
        }
    }

    /// Returns rather than throws, so that the end of a session is kept.
    private func exchange(
        _ db: Transaction, _ hash: Data, for next: Data, on device: Device, at now: Date
    ) throws -> Verdict {
        guard let (id, usedAt) = try RefreshTokenStore.find(db, tokenHash: hash),
            let (user, _) = try SessionStore.find(db, id, at: now)
        else { return .unknown }
        guard let usedAt else {
            try RefreshTokenStore.useAll(db, of: id, at: now)
            try RefreshTokenStore.insert(db, tokenHash: next, session: id, at: now)
            return .renewed(id)
        }
        guard now >= usedAt + Self.grace else { return .raced }
        _ = try SessionStore.revoke(db, id, of: user.id, at: now)
        try ActivityStore.insert(db, .refreshTokenReused, user: user.id, device: device, at: now)
        return .reused
    }

    /// Who asks with what stands behind `Bearer`: an access token or a personal one.
    public func identify(_ text: String, by issuer: TokenIssuer) async throws -> BearerIdentity? {
        if text.utf8.starts(with: NewPersonalToken.prefix.utf8) {
            let encoded = String(text.dropFirst(NewPersonalToken.prefix.utf8.count))
            guard let token = Token<PersonalToken>(encoded: encoded) else { return nil }
            return try await identify(token)
        }
        return try await authenticate(text, by: issuer).map { BearerIdentity(signedIn: $0, scope: .full) }
    }

    /// The person and the session that an access token names, or nil when it is not valid now or the session has ended.
    public func authenticate(_ text: String, by issuer: TokenIssuer) async throws -> SignedIn? {
        let now = now()
        guard let claims = await claims(of: text, at: now), claims.isValid(for: issuer, at: now),
            let session = Session.ID(claims.sid), let signedIn = try await sessions.authenticate(session: session),
            String(signedIn.user.id) == claims.sub
        else { return nil }
        return signedIn
    }

    /// A signature takes longer to check than all the rest, and a program sends the same one for a quarter of an hour.
    private func claims(of text: String, at now: Date) async -> AccessClaims? {
        guard text.utf8.count <= AccessToken.lengthLimit else { return nil }
        let digest = AccountCache.Key(SHA256.hash(data: Data(text.utf8)))
        if let claims = verified.find(digest) { return claims }
        guard let claims = await keys.verify(text, at: now) else { return nil }
        verified.insert(claims, digest)
        return claims
    }

    /// What others can check access tokens with.
    public func publishedKeys() throws -> [PublishedKey] {
        try keys.published(at: now())
    }
}

/// What a program gets for signing in or for a refresh token.
public struct TokenGrant: Sendable {
    public let signedIn: SignedIn
    public let accessToken: AccessToken
    public let refreshToken: RefreshToken
}

/// Why a refresh token is not exchanged.
public enum RefreshRefused: Error, Hashable, Sendable {
    /// It never was one, or its session has ended.
    case unknown
    /// It was used a moment ago. Nothing has ended: the other one of the two has the new tokens.
    case raced
    /// It was used before. Its session has been ended.
    case reused
}

/// What tokens were found to be, by their hash.
final class TokenCache<Known: Sendable>: Sendable {
    private let cache = Mutex(BoundedCache<AccountCache.Key, Known>(capacity: 5_000))

    func find(_ key: AccountCache.Key) -> Known? {
        cache.withLock { $0.find(key) }
    }

    func insert(_ known: Known, _ key: AccountCache.Key) {
        cache.withLock { $0.insert(known, for: key) }
    }
}
