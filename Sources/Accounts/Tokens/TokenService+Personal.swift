import Foundation
import Storage

extension TokenService {
    /// Makes a token for a program of the person's.
    ///
    /// - Throws: `Nickname.Problem` for its name, ``TooManyTokens``, `AuthenticationError.confirmationNeeded`,
    ///   ``RecordNotFound`` when the session has ended.
    public func makeToken(
        named name: String, scope: TokenScope, days: Int, by signedIn: SignedIn
    ) async throws -> NewPersonalToken {
        let name = try Nickname(name)
        let (token, session) = (Token<PersonalToken>(random: random), SessionToken(random: random))
        let now = now()
        let expiresAt = Self.expiry(in: days, at: now)
        try await database.write { db in
            try sessions.requirePasswordConfirmation(db, of: signedIn, at: now)
            guard try PersonalTokenStore.count(db, of: signedIn.user.id, at: now) < PersonalToken.limit else {
                throw TooManyTokens()
            }
            try PersonalTokenStore.insert(
                db, tokenHash: token.hash, of: signedIn.user.id, name: name, scope: scope,
                on: signedIn.session.device, sessionHash: session.hash, expiresAt: expiresAt, at: now)
            try ActivityStore.insert(db, .tokenMade, by: signedIn, at: now)
        }
        return NewPersonalToken(token: token, expiresAt: expiresAt)
    }

    static func expiry(in days: Int, at now: Date) -> Date {
        let days = min(max(days, PersonalToken.days.lowerBound), PersonalToken.days.upperBound)
        return Date(stored: now.stored) + TimeInterval(days * 86_400)
    }

    /// Those that still work, the newest first.
    public func tokens(of user: User) async throws -> [PersonalToken] {
        let now = now()
        return try await database.read { try PersonalTokenStore.active($0, of: user.id, at: now) }
    }

    /// The token no longer works, from its next request on. Calling it again has no effect.
    ///
    /// - Throws: ``RecordNotFound`` unless it is theirs.
    public func revokeToken(_ id: PersonalToken.ID, by signedIn: SignedIn) async throws {
        try await sessions.revoke(id, by: signedIn)
    }

    /// Whose token it is. What a token's hash stands for never changes, so it is kept; whether its session goes on is asked
    /// each time.
    func identify(_ token: Token<PersonalToken>) async throws -> BearerIdentity? {
        let (key, hash) = (AccountCache.Key(token.digest), token.hash)
        var found = personal.find(key)
        if found == nil {
            found = try await database.read { try PersonalTokenStore.find($0, tokenHash: hash) }
            if let found { personal.insert(found, key) }
        }
        guard let found, let signedIn = try await sessions.authenticate(session: found.session) else { return nil }
        return BearerIdentity(signedIn: signedIn, scope: found.scope)
    }
}

extension AdministrationService {
    /// Makes an account that no password opens, and a token for the program that is to use it.
    ///
    /// - Throws: ``SignUpRefused``, `AdministrationError.notAllowed`, `AuthenticationError.confirmationNeeded`.
    public func createBot(
        username: String, nickname: String = "", days: Int, by principal: Principal
    ) async throws -> (user: User, token: NewPersonalToken) {
        let (username, nickname) = try SignUpRefused.check(username, nickname)
        let (token, session, seed) = (
            Token<PersonalToken>(random: random), SessionToken(random: random), UInt64(random: random)
        )
        let now = now()
        let expiresAt = TokenService.expiry(in: days, at: now)
        let user = try await SignUpRefused.catching(\.username) {
            try await database.write { db in
                try require(db, principal, confirmedAt: now)
                let user = try UserStore.insert(
                    db, username: username, nickname: nickname, hash: nil, avatarSeed: seed, isApp: true, at: now)
                try ActivityStore.insert(db, .signedUp, user: user.id, device: .undisclosed, at: now)
                try AuditStore.insert(db, .accountMade, by: principal.userID, subject: user.id, at: now)
                try PersonalTokenStore.insert(
                    db, tokenHash: token.hash, of: user.id, name: nickname, scope: .write, on: .undisclosed,
                    sessionHash: session.hash, expiresAt: expiresAt, at: now)
                return user
            }
        }
        return (user, NewPersonalToken(token: token, expiresAt: expiresAt))
    }

    /// Makes a new token for a bot, whose other tokens no longer work.
    ///
    /// - Throws: ``RecordNotFound`` for what is no bot, `AdministrationError.notAllowed`,
    ///   `AuthenticationError.confirmationNeeded`.
    public func renewToken(ofBot id: User.ID, days: Int, by principal: Principal) async throws -> NewPersonalToken {
        let (token, session) = (Token<PersonalToken>(random: random), SessionToken(random: random))
        let now = now()
        let expiresAt = TokenService.expiry(in: days, at: now)
        try await database.write { db in
            try require(db, principal, confirmedAt: now)
            guard let bot = try UserStore.find(db, id: id), bot.isApp,
                !AppAccount.isWebhook(bot.username.text, isApp: bot.isApp)
            else {
                throw RecordNotFound()
            }
            _ = try sessions.revokeAllAccess(db, to: id, at: now)
            try PersonalTokenStore.insert(
                db, tokenHash: token.hash, of: id, name: bot.nickname, scope: .write, on: .undisclosed,
                sessionHash: session.hash, expiresAt: expiresAt, at: now)
            try AuditStore.insert(db, .botTokenMade, by: principal.userID, subject: id, at: now)
        }
        return NewPersonalToken(token: token, expiresAt: expiresAt)
    }
}
