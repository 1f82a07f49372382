/// Who may be worked on: so many at once, so many more in a queue, the rest not.
struct Admission<ID: Hashable & Sendable>: Sendable {
    enum Decision: Hashable, Sendable {
        case now, later, never
    }

    private let limit: Int
    private let waitingLimit: Int
    private var working: Set<ID> = []
    private var waiting = Line<ID>()

    init(limit: Int, waiting: Int) {
        self.limit = limit
        waitingLimit = waiting
    }

    var numbers: ConnectionNumbers.Admitted {
        ConnectionNumbers.Admitted(working: working.count, waiting: waiting.count)
    }

    mutating func enter(_ id: ID) -> Decision {
        if working.count < limit {
            working.insert(id)
            return .now
        }
        guard waiting.count < waitingLimit else { return .never }
        waiting.append(id)
        return .later
    }

    /// Ends the work on `id`, and says whose turn it is.
    mutating func leave(_ id: ID) -> ID? {
        guard working.remove(id) != nil, let successor = waiting.popFirst() else { return nil }
        working.insert(successor)
        return successor
    }
}
