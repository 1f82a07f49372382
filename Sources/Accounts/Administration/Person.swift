import Foundation

/// An account as operators and administrators see it.
public struct Person: Identifiable, Hashable, Sendable {
    public let user: User
    /// Accurate to a minute; nil for who was never signed in.
    public let lastSeenAt: Date?
    /// The number of active sessions.
    public let sessionCount: Int
    public let hasTwoFactor: Bool

    public var id: User.ID { user.id }
}

/// A piece of the list of people, by username.
public struct PeoplePage: Hashable, Sendable {
    public let people: [Person]
    /// Where the next page begins: give it as `after`. Nil on the last page.
    public let next: String?
}

/// In whose name the account of another is looked at or changed.
public enum Principal: Sendable {
    /// The operator, who has the machine and with it the database.
    case commandLine
    /// A person on the site. They must be an administrator now, and for changes have given their password lately.
    case administrator(SignedIn)
}
