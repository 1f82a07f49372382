import Foundation
import Storage

/// A link with which people make accounts, made by an administrator or by the operator.
public struct Invitation: Identifiable, Hashable, Sendable {
    public typealias ID = Int64

    /// How many accounts one may be good for.
    public static let uses = 1...100
    /// How long one may work, in days.
    public static let days = 1...90
    public static let standardDays = 7
    /// How many may be open at once.
    public static let limit = 200

    public let id: ID
    /// Who made it; nil for the operator, and for a person who has gone.
    public let inviter: String?
    public let createdAt: Date
    public let expiresAt: Date
    public let uses: Int
    public let usesLeft: Int
}

/// An invitation that was just made, with the secret of its link, which is shown once.
public struct NewInvitation: Sendable {
    public let token: Token<Invitation>
    public let uses: Int
    public let expiresAt: Date
}

/// Who may make an account on a site that has people.
public enum SignUpPolicy: String, CaseIterable, Sendable {
    /// Anyone.
    case open
    /// People with an invitation.
    case invited
    /// Nobody. Operators can still make accounts at the terminal.
    case closed
}

/// Whether an account can be made now, and by whom.
public enum SignUpState: Sendable {
    case open
    /// The site is empty, and whoever comes first becomes its administrator.
    case first
    /// The site is empty and waits for its administrator, who has a link.
    case awaitsAdministrator
    case invited, closed
}

/// No account can be made here, or not with this link.
public struct SignUpClosed: Error, Hashable, Sendable {
    public enum Reason: Sendable {
        case awaitsAdministrator, invited, closed
        /// The link is unknown, has expired, was used up or was revoked.
        case badInvitation
    }

    public let reason: Reason

    public init(reason: Reason) {
        self.reason = reason
    }
}
