import Foundation
import IPAddresses
import Storage

/// Invitations, and whether accounts can be made at all.
public struct InvitationService: AccountService {
    let context: AccountContext
    let administration: AdministrationService

    /// Makes a link for `uses` accounts, which works for `days` days.
    ///
    /// - Throws: `AdministrationError.notAllowed`, `.tooManyInvitations`, `AuthenticationError.confirmationNeeded`;
    ///   ``SignUpClosed`` where no link would work.
    public func invite(uses: Int, days: Int, by principal: Principal) async throws -> NewInvitation {
        guard context.signUp.policy != .closed else { throw SignUpClosed(reason: .closed) }
        let uses = min(max(uses, Invitation.uses.lowerBound), Invitation.uses.upperBound)
        let days = min(max(days, Invitation.days.lowerBound), Invitation.days.upperBound)
        let (token, now) = (Token<Invitation>(random: random), now())
        let expiresAt = Date(stored: now.stored) + TimeInterval(days * 86_400)
        try await database.write { db in
            try administration.require(db, principal, confirmedAt: now)
            try InvitationStore.deleteEnded(db, at: now)
            guard try InvitationStore.open(db, at: now).count < Invitation.limit else {
                throw AdministrationError.tooManyInvitations
            }
            try InvitationStore.insert(
                db, tokenHash: token.hash, inviter: principal.userID, uses: uses, forAdministrator: false,
                expiresAt: expiresAt, at: now)
            try AuditStore.insert(db, .invitationMade, by: principal.userID, detail: String(uses), at: now)
        }
        return NewInvitation(token: token, uses: uses, expiresAt: expiresAt)
    }

    /// The links that still work, the newest first.
    ///
    /// - Throws: `AdministrationError.notAllowed`.
    public func open(by principal: Principal) async throws -> [Invitation] {
        let now = now()
        return try await database.read { db in
            try administration.require(db, principal)
            return try InvitationStore.open(db, at: now)
        }
    }

    /// The link no longer works.
    ///
    /// - Throws: ``RecordNotFound``, `AdministrationError.notAllowed`.
    public func revoke(_ id: Invitation.ID, by principal: Principal) async throws {
        let now = now()
        try await database.write { db in
            try administration.require(db, principal)
            guard try InvitationStore.revoke(db, id) else { throw RecordNotFound() }
            try AuditStore.insert(db, .invitationRevoked, by: principal.userID, at: now)
        }
    }

    /// The link with which the administrator of an empty site is made, in place of that of an earlier start; nil for a
    /// site that has people.
    public func inviteAdministrator() async throws -> Token<Invitation>? {
        let (token, now) = (Token<Invitation>(random: random), now())
        let isMade = try await database.write { db in
            try InvitationStore.deleteForAdministrator(db)
            guard try !UserStore.hasPeople(db) else { return false }
            try InvitationStore.insert(
                db, tokenHash: token.hash, inviter: nil, uses: 1, forAdministrator: true,
                expiresAt: now + TimeInterval(Invitation.standardDays * 86_400), at: now)
            return true
        }
        return isMade ? token : nil
    }

    /// Whether an account can be made without a link by somebody at this address.
    public func signUpState(at address: String) async throws -> SignUpState {
        let isEmpty = try await database.read { try !UserStore.hasPeople($0) }
        guard !isEmpty else { return context.signUp.letsFirstIn(at: address) ? .first : .awaitsAdministrator }
        switch context.signUp.policy {
        case .open: return .open
        case .invited: return .invited
        case .closed: return .closed
        }
    }

    /// Who has made a link that works; nil for the operator, or for a person who has gone.
    ///
    /// - Throws: ``SignUpClosed``.
    public func inviter(of token: Token<Invitation>) async throws -> String? {
        let (rules, hash, now) = (context.signUp, token.hash, now())
        return try await database.read { try rules.check($0, invitation: hash, of: "", at: now)?.inviter }
    }
}

/// Who may make an account.
public struct SignUpRules: Sendable {
    public var policy: SignUpPolicy
    /// Who makes the first account of an empty site, its administrator's.
    public var first: FirstAccount

    public enum FirstAccount: Sendable {
        /// Whoever comes first, as nobody else can reach the site.
        case anyone
        /// Whoever comes first from this machine; others need a link.
        case thisMachine
        /// Whoever has the link.
        case linkHolder
    }

    public init(policy: SignUpPolicy = .open, first: FirstAccount = .anyone) {
        (self.policy, self.first) = (policy, first)
    }

    /// Whether somebody at this address needs no link for the first account.
    func letsFirstIn(at address: String) -> Bool {
        switch first {
        case .anyone: true
        case .thisMachine: IPAddress(address)?.isLoopback == true
        case .linkHolder: false
        }
    }

    /// The invitation that an account may be made with; nil where none is needed.
    ///
    /// - Parameter address: of the one who makes it.
    /// - Throws: ``SignUpClosed``.
    func check(
        _ db: Transaction, invitation hash: Data?, of address: String, at now: Date
    ) throws -> (id: Invitation.ID, inviter: String?)? {
        let isEmpty = try !UserStore.hasPeople(db)
        if let hash {
            guard isEmpty || policy != .closed,
                let found = try InvitationStore.find(db, tokenHash: hash, forAdministrator: isEmpty, at: now)
            else { throw SignUpClosed(reason: .badInvitation) }
            return found
        }
        if isEmpty {
            guard letsFirstIn(at: address) else { throw SignUpClosed(reason: .awaitsAdministrator) }
            return nil
        }
        switch policy {
        case .open: return nil
        case .invited: throw SignUpClosed(reason: .invited)
        case .closed: throw SignUpClosed(reason: .closed)
        }
    }
}
