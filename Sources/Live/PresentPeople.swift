import Accounts

/// Somebody who has a room open.
public struct PresentPerson: Hashable, Comparable, Sendable {
    public let id: User.ID
    public let username: String
    public let nickname: String

    init(_ user: User) {
        (id, username, nickname) = (user.id, user.username.text, user.nickname.text)
    }

    /// By name.
    public static func < (one: PresentPerson, other: PresentPerson) -> Bool {
        (one.nickname, one.id) < (other.nickname, other.id)
    }
}

/// Those who have a room open. In a large room only some are named: everybody gets the list.
public struct PresentPeople: Hashable, Sendable {
    /// How many are named.
    public static let limit = 50

    /// The first of them by name.
    public let named: [PresentPerson]
    /// How many there are in all.
    public let count: Int

    public init(_ people: [PresentPerson] = []) {
        named = Array(people.sorted().prefix(Self.limit))
        count = people.count
    }
}
