/// Who may be worked on: so many at once, so many more in a queue, the rest not.
struct Admission<ID: Hashable & Sendable>: Sendable {
    enum Decision: Hashable, Sendable {
        case now, later, never
    }

    private let limit: Int
    private let waitingLimit: Int
    private var working: Set<ID> = []
    private var waiting: [ID] = []
    /// The first of `waiting` that is still there.
    private var next = 0

    init(limit: Int, waiting: Int) {
        self.limit = limit
        waitingLimit = waiting
    }

    mutating func enter(_ id: ID) -> Decision {
        if working.count < limit {
            working.insert(id)
            return .now
        }
        guard waiting.count - next < waitingLimit else { return .never }
        waiting.append(id)
        return .later
    }

    /// Ends the work on `id`, and says whose turn it is.
    mutating func leave(_ id: ID) -> ID? {
        guard working.remove(id) != nil, next < waiting.count else { return nil }
        let successor = waiting[next]
        next += 1
        if next == waiting.count || next > 1024 {
            waiting.removeFirst(next)
            next = 0
        }
        working.insert(successor)
        return successor
    }
}
