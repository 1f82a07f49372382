import Accounts

/// Who has a room open, or had until a moment ago.
struct Presence {
    private struct Entry {
        var nickname: String
        /// Whether others see the person.
        var isShown: Bool
        var streams = 0
        /// When the last stream has ended.
        var left: ContinuousClock.Instant?
    }

    private var entries: [User.ID: Entry] = [:]
    /// Whether somebody who is shown has come or gone since that was last told.
    private var hasChanged = false

    var isEmpty: Bool { entries.isEmpty }

    /// Those who are shown, by name.
    var people: [PresentPerson] {
        entries.filter(\.value.isShown).map { PresentPerson(id: $0, nickname: $1.nickname) }.sorted()
    }

    /// Whether a stream of the person is open, shown or not.
    func isHere(_ person: User.ID) -> Bool { entries[person].map { $0.streams > 0 } ?? false }

    mutating func enter(_ user: User) {
        if entries[user.id] == nil {
            entries[user.id] = Entry(nickname: user.nickname.text, isShown: user.privacy.showsPresence)
            hasChanged = hasChanged || user.privacy.showsPresence
        } else {
            update(user)
        }
        entries[user.id]?.streams += 1
        entries[user.id]?.left = nil
    }

    /// Notes what has changed about somebody who may be here.
    mutating func update(_ user: User) {
        guard var entry = entries[user.id] else { return }
        let isShown = user.privacy.showsPresence
        if entry.isShown != isShown || isShown && entry.nickname != user.nickname.text { hasChanged = true }
        (entry.nickname, entry.isShown) = (user.nickname.text, isShown)
        entries[user.id] = entry
    }

    mutating func leave(_ person: User.ID, at now: ContinuousClock.Instant) {
        entries[person]?.streams -= 1
        if entries[person]?.streams == 0 { entries[person]?.left = now }
    }

    /// Forgets those who have not come back.
    ///
    /// - Returns: the people, if they are others than at the last call.
    mutating func update(grace: Duration, at now: ContinuousClock.Instant) -> [PresentPerson]? {
        let gone = entries.filter { $0.value.left.map { now - $0 >= grace } ?? false }
        for person in gone.keys { entries[person] = nil }
        // When somebody hidden leaves, the others hear nothing: even the same list again would give them away.
        guard hasChanged || gone.values.contains(where: \.isShown) else { return nil }
        hasChanged = false
        return people
    }
}
