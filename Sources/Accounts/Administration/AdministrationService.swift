import Foundation
import Storage

/// Why an account is not looked at or changed.
public enum AdministrationError: Error, Hashable, Sendable {
    /// The person is not an administrator (any more).
    case notAllowed
    /// Nobody would be left to administer the site: promote another person first.
    case lastAdministrator
    /// As many invitations are open as there may be.
    case tooManyInvitations
    /// It is the account of a bot or a webhook, which no password opens.
    case appAccount
}

/// The accounts of others, for operators and administrators. Changes are written down in the audit log, and in the activity
/// of those accounts, there without the administrator's device, which is nobody else's business.
///
/// Every change throws ``RecordNotFound``, and for an administrator `AdministrationError.notAllowed` and
/// `AuthenticationError.confirmationNeeded`.
public struct AdministrationService: AccountService {
    let context: AccountContext
    let sessions: SessionService

    /// The account keeps its data, its sessions end, and nobody can sign in to it until it is enabled. Calling it again has
    /// no effect.
    ///
    /// - Parameter message: because of which it is done.
    /// - Throws: `AdministrationError.lastAdministrator`.
    public func disable(_ id: User.ID, because message: AuditedMessage? = nil, by principal: Principal) async throws {
        try await change(id, by: principal) { db, user, now in
            try setDisabled(true, user, db, because: message, by: principal, at: now)
        }
    }

    /// Calling it again has no effect.
    public func enable(_ id: User.ID, by principal: Principal) async throws {
        try await change(id, by: principal) { try setDisabled(false, $1, $0, by: principal, at: $2) }
    }

    /// Makes the person an administrator or a member. Calling it again has no effect.
    ///
    /// - Throws: `AdministrationError.lastAdministrator`, `.appAccount`.
    public func setRole(_ role: User.Role, of id: User.ID, by principal: Principal) async throws {
        try await change(id, by: principal) { try setRole(role, of: $1, $0, by: principal, at: $2) }
    }

    /// Makes all of these changes, or none. What is nil stays as it is.
    ///
    /// - Returns: the person as they are then.
    /// - Throws: `AdministrationError.lastAdministrator`, `.appAccount`.
    public func change(
        _ id: User.ID, role: User.Role?, isDisabled: Bool?, by principal: Principal
    ) async throws -> Person {
        try await change(id, by: principal) { db, user, now in
            if let role { try setRole(role, of: user, db, by: principal, at: now) }
            if let isDisabled { try setDisabled(isDisabled, user, db, by: principal, at: now) }
            guard let person = try PersonStore.find(db, id: id, at: now) else { throw RecordNotFound() }
            return person
        }
    }

    private func setDisabled(
        _ isDisabled: Bool, _ user: User, _ db: Transaction, because message: AuditedMessage? = nil,
        by principal: Principal, at now: Date
    ) throws {
        let isChange = isDisabled != (user.disabledAt != nil)
        if isChange { try changeDisabled(to: isDisabled, user, db, at: now) }
        // How a report was answered is written down in any case.
        guard isChange || message != nil else { return }
        try AuditStore.insert(
            db, isDisabled ? .accountDisabled : .accountEnabled, by: principal.userID, room: message?.room,
            number: message?.number, subject: user.id, at: now)
    }

    private func changeDisabled(to isDisabled: Bool, _ user: User, _ db: Transaction, at now: Date) throws {
        if isDisabled {
            guard try !PersonStore.isLastAdministrator(db, user.id) else { throw AdministrationError.lastAdministrator }
            _ = try sessions.revokeAllAccess(db, to: user.id, at: now)
            try PersonStore.endLinks(db, madeBy: user.id)
        }
        try PersonStore.setDisabled(db, since: isDisabled ? now : nil, user.id)
        try ActivityStore.insert(
            db, isDisabled ? .accountDisabled : .accountEnabled, user: user.id, device: .undisclosed, at: now)
    }

    private func setRole(
        _ role: User.Role, of user: User, _ db: Transaction, by principal: Principal, at now: Date
    ) throws {
        guard user.role != role else { return }
        guard role == .member || !user.isApp else { throw AdministrationError.appAccount }
        guard try !PersonStore.isLastAdministrator(db, user.id) else { throw AdministrationError.lastAdministrator }
        try PersonStore.setRole(db, role, of: user.id)
        if role == .member { try PersonStore.endLinks(db, madeBy: user.id) }
        let kind: Activity.Kind = role == .administrator ? .promoted : .demoted
        try ActivityStore.insert(db, kind, user: user.id, device: .undisclosed, at: now)
        try AuditStore.insert(
            db, .accountRoleChanged, by: principal.userID, subject: user.id, detail: role.rawValue, at: now)
    }

    /// Ends all sessions of the person, sign-ins that wait for a code, and reset links. Returns the number of sessions.
    public func endSessions(of id: User.ID, by principal: Principal) async throws -> Int {
        try await change(id, by: principal) { db, _, now in
            let count = try sessions.revokeAllAccess(db, to: id, at: now)
            try ActivityStore.insert(db, .allSessionsEnded, user: id, device: .undisclosed, at: now)
            try AuditStore.insert(db, .sessionsEnded, by: principal.userID, subject: id, at: now)
            return count
        }
    }

    /// Removes the second factor of a person who has lost both the app and the recovery codes. Calling it again has no effect.
    public func removeTwoFactor(of id: User.ID, by principal: Principal) async throws {
        try await change(id, by: principal) { db, _, now in
            guard try TwoFactorStore.delete(db, of: id, at: now) else { return }
            try TwoFactorChallengeStore.deleteAll(db, of: id)
            try ActivityStore.insert(db, .twoFactorRemoved, user: id, device: .undisclosed, at: now)
            try AuditStore.insert(db, .twoFactorRemoved, by: principal.userID, subject: id, at: now)
        }
    }

    /// Makes a link with which the person sets a new password. An older link no longer works.
    ///
    /// - Throws: `AdministrationError.appAccount`.
    public func makeResetLink(for id: User.ID, by principal: Principal) async throws -> ResetLink {
        let token = Token<ResetLink>(random: random)
        return try await change(id, by: principal) { db, user, now in
            guard !user.isApp else { throw AdministrationError.appAccount }
            try ActivityStore.insert(db, .resetLinkMade, user: id, device: .undisclosed, at: now)
            try AuditStore.insert(db, .resetLinkMade, by: principal.userID, subject: id, at: now)
            return try ResetLink.store(db, token, for: user, by: principal, at: now)
        }
    }

    /// Makes an account whose owner sets a password with the returned link. An empty nickname means the username.
    ///
    /// - Throws: ``SignUpRefused``.
    public func createPerson(
        username: String, nickname: String = "", by principal: Principal
    ) async throws -> ResetLink {
        let (username, nickname) = try SignUpRefused.check(username, nickname)
        let (seed, token, now) = (UInt64(random: random), Token<ResetLink>(random: random), now())
        return try await SignUpRefused.catching(\.username) {
            try await database.write { db in
                try require(db, principal, confirmedAt: now)
                let user = try UserStore.insert(
                    db, username: username, nickname: nickname, hash: nil, avatarSeed: seed, at: now)
                try ActivityStore.insert(db, .signedUp, user: user.id, device: .undisclosed, at: now)
                try AuditStore.insert(db, .accountMade, by: principal.userID, subject: user.id, at: now)
                return try ResetLink.store(db, token, for: user, by: principal, at: now)
            }
        }
    }

    /// Erases the account with all that belongs to it; returns the name of its picture's file.
    ///
    /// - Parameter erasure: of what belongs to the account elsewhere.
    /// - Throws: `AdministrationError.lastAdministrator`, unless the site has no other people.
    public func delete(
        _ id: User.ID, by principal: Principal, with erasure: AccountErasure? = nil
    ) async throws -> String? {
        try await change(id, by: principal) { db, _, now in
            try Self.requireNotNeeded(db, id)
            // Nothing is added by the person's devices and programs while this goes on.
            _ = try sessions.revokeAllAccess(db, to: id, at: now)
            try ActivityStore.insert(db, .allSessionsEnded, user: id, device: .undisclosed, at: now)
        }
        try await erasure?.prepare()
        return try await change(id, by: principal) { db, user, now in
            try Self.requireNotNeeded(db, id)
            try AuditStore.insert(db, .accountDeleted, by: principal.userID, detail: user.username.text, at: now)
            try erasure?.finish(db)
            return try UserStore.delete(db, id)
        }
    }

    private static func requireNotNeeded(_ db: Transaction, _ id: User.ID) throws {
        guard try !PersonStore.isNeededByOthers(db, id) else { throw AdministrationError.lastAdministrator }
    }

    private func change<Value: Sendable>(
        _ id: User.ID, by principal: Principal,
        _ body: @escaping @Sendable (Transaction, User, Date) throws -> Value
    ) async throws -> Value {
        let now = now()
        return try await database.write { db in
            try require(db, principal, confirmedAt: now)
            guard let user = try UserStore.find(db, id: id) else { throw RecordNotFound() }
            return try body(db, user, now)
        }
    }

    /// - Throws: `AdministrationError.notAllowed`, `AuthenticationError.confirmationNeeded`, ``RecordNotFound`` when the administrator's session has ended.
    func require(_ db: Transaction, _ principal: Principal, confirmedAt now: Date) throws {
        try require(db, principal)
        if case .administrator(let signedIn) = principal {
            try sessions.requirePasswordConfirmation(db, of: signedIn, at: now)
        }
    }
}

extension Device {
    /// Stands for the device of an operator or administrator in the activity of the accounts that they change.
    static let undisclosed = Device(userAgent: "", address: "")

    public var isUndisclosed: Bool { self == .undisclosed }
}
