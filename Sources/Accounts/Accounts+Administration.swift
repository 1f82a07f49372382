import Foundation
import Storage

/// Changing the accounts of others. All of it is written down in their activity, without the administrator's device,
/// which is nobody else's business.
///
/// Every function throws ``NotFound``, and for an administrator ``NotAllowed`` and ``PasswordConfirmationNeeded``.
extension Accounts {
    /// Nobody would be left to administer the site: promote another person first.
    public struct LastAdministrator: Error, Sendable {}

    /// The account keeps its data, its sessions end, and nobody signs in to it until it is enabled. Twice is fine.
    ///
    /// - Throws: ``LastAdministrator``.
    public func disable(_ id: User.ID, by principal: Principal) async throws {
        try await change(id, by: principal) { db, user, now in
            guard user.disabledAt == nil else { return }
            guard try !PersonStore.isLastAdministrator(db, id) else { throw LastAdministrator() }
            try PersonStore.setDisabled(db, since: now, id)
            _ = try revokeAllAccess(db, to: id, at: now)
            try ActivityStore.insert(db, .accountDisabled, user: id, device: .undisclosed, at: now)
        }
    }

    /// Twice is fine.
    public func enable(_ id: User.ID, by principal: Principal) async throws {
        try await change(id, by: principal) { db, user, now in
            guard user.disabledAt != nil else { return }
            try PersonStore.setDisabled(db, since: nil, id)
            try ActivityStore.insert(db, .accountEnabled, user: id, device: .undisclosed, at: now)
        }
    }

    /// Makes the person an administrator, or a member. Twice is fine.
    ///
    /// - Throws: ``LastAdministrator``.
    public func setRole(_ role: User.Role, of id: User.ID, by principal: Principal) async throws {
        try await change(id, by: principal) { db, user, now in
            guard user.role != role else { return }
            guard try !PersonStore.isLastAdministrator(db, id) else { throw LastAdministrator() }
            try PersonStore.setRole(db, role, of: id)
            let kind: Activity.Kind = role == .administrator ? .promoted : .demoted
            try ActivityStore.insert(db, kind, user: id, device: .undisclosed, at: now)
        }
    }

    /// Ends all sessions of the person, half-way sign-ins and reset links; returns how many sessions.
    public func endSessions(of id: User.ID, by principal: Principal) async throws -> Int {
        try await change(id, by: principal) { db, _, now in
            let count = try revokeAllAccess(db, to: id, at: now)
            try ActivityStore.insert(db, .allSessionsEnded, user: id, device: .undisclosed, at: now)
            return count
        }
    }

    /// Takes the second factor away, for who has lost both the app and the recovery codes. Twice is fine.
    public func removeTwoFactor(of id: User.ID, by principal: Principal) async throws {
        try await change(id, by: principal) { db, _, now in
            guard try TwoFactorStore.delete(db, of: id, at: now) else { return }
            try TwoFactorChallengeStore.deleteAll(db, of: id)
            try ActivityStore.insert(db, .twoFactorRemoved, user: id, device: .undisclosed, at: now)
        }
    }

    /// Makes a link with which the person sets a new password; an older one works no more.
    public func makeResetLink(for id: User.ID, by principal: Principal) async throws -> ResetLink {
        let token = Token<ResetLink>(random: random)
        return try await change(id, by: principal) { db, user, now in
            try ActivityStore.insert(db, .resetLinkMade, user: id, device: .undisclosed, at: now)
            return try storeLink(db, token, for: user, at: now)
        }
    }

    /// Makes an account whose owner sets the password with the link. An empty nickname means the username.
    ///
    /// - Throws: ``SignUpRefused``.
    public func createPerson(
        username: String, nickname: String = "", by principal: Principal
    ) async throws -> ResetLink {
        let (username, nickname) = try Self.validate(username, nickname)
        let (seed, token, now) = (UInt64(random: random), Token<ResetLink>(random: random), now())
        return try await refusing(\.username) {
            try await database.write { db in
                try require(db, principal, provenAt: now)
                let user = try UserStore.insert(
                    db, username: username, nickname: nickname, hash: nil, avatarSeed: seed, at: now)
                try ActivityStore.insert(db, .signedUp, user: user.id, device: .undisclosed, at: now)
                return try storeLink(db, token, for: user, at: now)
            }
        }
    }

    /// Erases the account with all that belongs to it; returns the name of its picture's file.
    ///
    /// - Throws: ``LastAdministrator``, unless nobody else is there.
    public func delete(_ id: User.ID, by principal: Principal) async throws -> String? {
        try await change(id, by: principal) { db, _, _ in
            guard try !PersonStore.isNeededByOthers(db, id) else { throw LastAdministrator() }
            return try UserStore.delete(db, id)
        }
    }

    private func storeLink(
        _ db: Transaction, _ token: Token<ResetLink>, for user: User, at now: Date
    ) throws -> ResetLink {
        let expiresAt = Date(stored: now.stored) + ResetLink.lifetime
        try PasswordResetStore.replace(db, of: user.id, tokenHash: token.hash, expiresAt: expiresAt)
        return ResetLink(user: user, token: token, expiresAt: expiresAt)
    }

    private func change<Value: Sendable>(
        _ id: User.ID, by principal: Principal,
        _ body: @escaping @Sendable (Transaction, User, Date) throws -> Value
    ) async throws -> Value {
        let now = now()
        return try await database.write { db in
            try require(db, principal, provenAt: now)
            guard let user = try UserStore.find(db, id: id) else { throw NotFound() }
            return try body(db, user, now)
        }
    }

    /// - Throws: ``NotAllowed``, ``PasswordConfirmationNeeded``, ``NotFound`` when the administrator's session has ended.
    private func require(_ db: Transaction, _ principal: Principal, provenAt now: Date) throws {
        try require(db, principal)
        if case .administrator(let signedIn) = principal { try requirePasswordConfirmation(db, of: signedIn, at: now) }
    }
}

extension Device {
    /// That of an operator or administrator, as the people whose accounts they change see it.
    static let undisclosed = Device(userAgent: "", address: "")

    public var isUndisclosed: Bool { self == .undisclosed }
}
