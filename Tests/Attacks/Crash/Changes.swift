/// Someone who changes things until the site is gone.
struct Changes: Sendable {
    private(set) var person: Person?
    /// Those who were made on the way.
    private(set) var newcomers: [Person] = []
    private(set) var answered = 0
    /// Whether the site was gone while it had a request.
    private(set) var wasCutOff = false
    private(set) var failures: [String] = []

    /// Renames `person`, uploads pictures and posts messages, by turns.
    init(of person: Person, round: Int, until isKilled: StopSign) {
        var person = person
        var number = 0
        repeatUntilGone(isKilled) { changes in
            number += 1
            defer { changes.person = person }
            let seed = UInt64(round) << 32 | UInt64(number)
            if number % 3 == 0,
                let isAnswered = try person.upload(Picture.png(seed: seed, padding: number * 997 % 50_000))
            {
                return isAnswered
            }
            if number % 3 == 1, let isAnswered = try person.say("\(person.username) \(round).\(number)") {
                return isAnswered
            }
            return try person.rename(to: "\(person.username) \(round).\(number)")
        }
    }

    /// Makes one account after the other.
    init(signingUpAt port: UInt16, round: Int, until isKilled: StopSign) {
        repeatUntilGone(isKilled) { changes in
            let username = "round\(round).\(changes.newcomers.count)"
            let browser = try Visitor(port: port).signedUp(username)
            changes.newcomers.append(Person(username: username, browser: browser))
            return true
        }
    }

    private mutating func repeatUntilGone(_ isKilled: StopSign, _ change: (inout Changes) throws -> Bool) {
        while true {
            do {
                let isAnswered = try change(&self)
                if isAnswered { answered += 1 } else { failures.append("a change was refused") }
                if !isAnswered { return }
            } catch {
                wasCutOff = error is Visitor.Unanswered
                if !isKilled.isSet { failures.append("\(error), while the site ran") }
                return
            }
        }
    }
}
