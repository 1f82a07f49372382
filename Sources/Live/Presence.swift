import Accounts

/// Who has a room open, or had until a moment ago.
struct Presence {
    private struct Entry {
        var person: PresentPerson
        /// Whether others see the person.
        var isShown: Bool
        var streams = 0
        /// When the last stream has ended.
        var left: ContinuousClock.Instant?
    }

    private var entries: [User.ID: Entry] = [:]
    /// Those who are shown, as they were at `listed`.
    private var people = PresentPeople()
    private var listed: ContinuousClock.Instant?
    /// Whether somebody who is shown has come or gone since.
    private var isOutdated = false
    /// Whether the others have not heard of `people`.
    private var isUntold = false

    var isEmpty: Bool { entries.isEmpty }

    /// How long a list stays as it is. Everybody in the room gets every list, and the more they are the more often somebody
    /// comes or goes: so that it costs no more than in a small room, a thousand people have a new one every ten seconds.
    private var pause: Duration {
        entries.count > PresentPeople.limit ? .milliseconds(10 * entries.count) : .zero
    }

    /// Those who are shown.
    mutating func people(at now: ContinuousClock.Instant) -> PresentPeople {
        if isOutdated, listed.map({ now - $0 >= pause }) ?? true {
            let shown = entries.filter(\.value.isShown)
            people = PresentPeople(shown.map(\.value.person))
            (listed, isOutdated, isUntold) = (now, false, true)
        }
        return people
    }

    /// Whether a stream of the person is open, shown or not.
    func isHere(_ person: User.ID) -> Bool { entries[person].map { $0.streams > 0 } ?? false }

    mutating func enter(_ user: User) {
        if entries[user.id] == nil {
            entries[user.id] = Entry(person: PresentPerson(user), isShown: user.privacy.showsPresence)
            isOutdated = isOutdated || user.privacy.showsPresence
        } else {
            update(user)
        }
        entries[user.id]?.streams += 1
        entries[user.id]?.left = nil
    }

    /// Notes what has changed about somebody who may be here.
    mutating func update(_ user: User) {
        guard var entry = entries[user.id] else { return }
        let (person, isShown) = (PresentPerson(user), user.privacy.showsPresence)
        // Whoever hides is gone at once, in a large room too.
        if entry.isShown && !isShown { listed = nil }
        if entry.isShown != isShown || isShown && entry.person != person { isOutdated = true }
        (entry.person, entry.isShown) = (person, isShown)
        entries[user.id] = entry
    }

    mutating func leave(_ person: User.ID, at now: ContinuousClock.Instant) {
        entries[person]?.streams -= 1
        if entries[person]?.streams == 0 { entries[person]?.left = now }
    }

    /// Forgets those who have not come back.
    ///
    /// - Returns: the people, if they are others than at the last call.
    mutating func update(grace: Duration, at now: ContinuousClock.Instant) -> PresentPeople? {
        for (person, entry) in entries where entry.left.map({ now - $0 >= grace }) ?? false {
            entries[person] = nil
            // When somebody hidden leaves, the others hear nothing: even the same list again would give them away.
            isOutdated = isOutdated || entry.isShown
        }
        let people = people(at: now)
        guard isUntold else { return nil }
        isUntold = false
        return people
    }
}
