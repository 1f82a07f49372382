import Foundation

/// An account as operators and administrators see it.
public struct Person: Identifiable, Hashable, Sendable {
    public let user: User
    /// Accurate to a minute; nil if the person never signed in.
    public let lastSeenAt: Date?
    /// The number of active sessions.
    public let sessionCount: Int
    public let hasTwoFactor: Bool
    /// The username of who has invited the person; nil if nobody did, or if they have gone.
    public let inviter: String?

    public var id: User.ID { user.id }
}

/// A piece of the list of people, by username.
public struct PeoplePage: Hashable, Sendable {
    public let people: [Person]
    /// Where the next page begins: give it as `after`. Nil on the last page.
    public let next: String?
}

/// On whose behalf the account of another person is looked at or changed.
public enum Principal: Sendable {
    /// The operator, who has access to the machine and so to the database.
    case commandLine
    /// A person on the site. They must be an administrator, and for changes must have confirmed their password lately.
    case administrator(SignedIn)

    /// Nil for the operator.
    var userID: User.ID? {
        if case .administrator(let signedIn) = self { signedIn.user.id } else { nil }
    }
}
