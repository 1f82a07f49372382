import Accounts

/// Who has a room open, or had until a moment ago.
struct Presence {
    private struct Entry {
        let nickname: String
        var streams = 0
        /// When the last stream has ended.
        var left: ContinuousClock.Instant?
    }

    private var entries: [User.ID: Entry] = [:]
    /// Whether somebody has come or gone since that was last told.
    private var hasChanged = false

    var isEmpty: Bool { entries.isEmpty }

    /// By name.
    var people: [PresentPerson] {
        entries.map { PresentPerson(id: $0, nickname: $1.nickname) }.sorted()
    }

    /// Whether a stream of the person is open.
    func isHere(_ person: User.ID) -> Bool { entries[person].map { $0.streams > 0 } ?? false }

    mutating func enter(_ user: User) {
        if entries[user.id] == nil { hasChanged = true }
        entries[user.id, default: Entry(nickname: user.nickname.text)].streams += 1
        entries[user.id]?.left = nil
    }

    mutating func leave(_ person: User.ID, at now: ContinuousClock.Instant) {
        entries[person]?.streams -= 1
        if entries[person]?.streams == 0 { entries[person]?.left = now }
    }

    /// Forgets those who have not come back.
    ///
    /// - Returns: the people, if they are others than at the last call.
    mutating func update(grace: Duration, at now: ContinuousClock.Instant) -> [PresentPerson]? {
        let gone = entries.filter { $0.value.left.map { now - $0 >= grace } ?? false }.map(\.key)
        for person in gone { entries[person] = nil }
        guard hasChanged || !gone.isEmpty else { return nil }
        hasChanged = false
        return people
    }
}
