/// What came of an attack.
struct Outcome: Sendable {
    var clients: Int
    private(set) var isSkipped = false
    private(set) var failures: [String] = []
    private var counts: [String: Int] = [:]
    private var remarks: [String] = []

    init(clients: Int) {
        self.clients = clients
    }

    /// What was seen, in one line.
    var seen: String {
        let counted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) \($0.key)" }
        return (remarks + counted).joined(separator: ", ")
    }

    mutating func count(_ what: String, _ number: Int = 1) {
        counts[what, default: 0] += number
    }

    mutating func remark(_ text: String) {
        remarks.append(text)
    }

    /// The attack was not made.
    static func skipped(_ reason: String) -> Outcome {
        var outcome = Outcome(clients: 0)
        outcome.isSkipped = true
        outcome.remark(reason)
        return outcome
    }

    mutating func fail(_ text: String) {
        failures.append(text)
    }

    mutating func expect(_ isTrue: Bool, _ otherwise: @autoclosure () -> String) {
        if !isTrue { fail(otherwise()) }
    }

    /// Checks that the last of a crowd was ended in time.
    mutating func expect(_ crowd: Crowd, of name: String, endedWithin limit: Duration) {
        expect(crowd.refused == 0, "\(name): \(crowd.refused) got no connection")
        if let end = crowd.lastEnd {
            remark("all \(name) ended after \(end.seconds) s")
            expect(end <= limit, "\(name): the last was ended after \(end.seconds) s, not \(limit.seconds) s")
        } else {
            fail("\(name): \(crowd.open) of \(crowd.members.count) are still open after \(limit.seconds) s")
        }
    }
}
