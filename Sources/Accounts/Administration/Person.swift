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
