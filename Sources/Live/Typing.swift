import Accounts

/// Who is writing a message in a room. Clients say so every few seconds for as long as they do.
struct Typing {
    /// How long a client's word counts.
    static let duration: Duration = .seconds(6)
    /// More are not shown, so more are not kept.
    static let limit = 20

    private var entries: [User.ID: (person: PresentPerson, until: ContinuousClock.Instant)] = [:]
    private var hasChanged = false

    mutating func note(_ person: User, at now: ContinuousClock.Instant) {
        if entries[person.id] == nil {
            guard entries.count < Self.limit else { return }
            hasChanged = true
        }
        entries[person.id] = (PresentPerson(person), now + Self.duration)
    }

    /// Forgets somebody whose message has come.
    mutating func remove(_ person: User.ID) {
        if entries.removeValue(forKey: person) != nil { hasChanged = true }
    }

    /// Forgets those who have not said so for a while.
    ///
    /// - Returns: the people by name, if they are others than at the last call.
    mutating func update(at now: ContinuousClock.Instant) -> [PresentPerson]? {
        for (person, entry) in entries where entry.until <= now { remove(person) }
        guard hasChanged else { return nil }
        hasChanged = false
        return entries.values.map(\.person).sorted()
    }
}
