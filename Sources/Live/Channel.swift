import Accounts
import Foundation
import HTTP
import Synchronization

/// The stream that readers of a room share who receive identical bytes.
///
/// Parts go into a ring, from which each reader takes what it lacks when its client can take more. Nothing is kept for a
/// reader that is slow.
final class Channel: Sendable {
    typealias Wake = @Sendable () -> Void

    let form: LiveForm
    private let limits: LiveLimits
    private let state = Mutex(State())

    fileprivate struct State {
        var ring = Ring()
        var seats: [LiveReader.ID: Seat] = [:]
        var sent = SentParts()
        var joined = JoinedParts()
    }

    init(_ form: LiveForm, _ limits: LiveLimits) {
        self.form = form
        self.limits = limits
    }

    var isEmpty: Bool { state.withLock { $0.seats.isEmpty } }

    /// Appends what has changed, and wakes the readers.
    func append(_ parts: [LivePart], at now: ContinuousClock.Instant) {
        let wakes = state.withLock { state in
            var isNews = false
            for part in parts where state.sent.isNews(part) {
                state.ring.append(part, at: now, limits)
                isNews = true
            }
            return isNews ? state.takeWakes() : []
        }
        for wake in wakes { wake() }
    }

    func trim(at now: ContinuousClock.Instant) {
        state.withLock { $0.ring.trim(at: now, limits) }
    }

    /// Lets a reader in, at the end of what there is.
    func add(_ id: LiveReader.ID, person: User.ID) {
        let partLimit = form.kind == .page ? limits.parts : nil
        state.withLock { $0.seats[id] = Seat(person: person, place: $0.ring.end, partLimit: partLimit) }
    }

    func remove(_ id: LiveReader.ID) {
        state.withLock { state in
            var seat = state.seats.removeValue(forKey: id)
            return seat?.takeWake()
        }?()
    }

    /// - Parameters:
    ///   - revision: up to where the reader has been shown the room already.
    ///   - number: the newest message that it has been shown.
    ///   - lastSlot: the last message that its page has room for; nil if there is no last one.
    func begin(_ id: LiveReader.ID, after revision: Int64, showing number: Int64, lastSlot: Int64?) {
        state.withLock { state in
            state.seats[id]?.revision = revision
            state.seats[id]?.taken = number
            state.seats[id]?.lastSlot = lastSlot
        }
    }

    /// Ends a reader, who gets what has come before.
    func end(_ id: LiveReader.ID, _ reason: LiveEnd) {
        state.withLock { state in
            if state.seats[id]?.ending == nil { state.seats[id]?.ending = reason }
            return state.seats[id]?.takeWake()
        }?()
    }

    func isOver(_ id: LiveReader.ID) -> Bool {
        state.withLock { state in state.seats[id].map { $0.ending != nil } ?? true }
    }

    /// Leaves something for one reader alone. A later one of the same name takes the place of one that waits.
    ///
    /// - Parameter isRepeated: whether it is sent although the reader has had the same before.
    func deliver(_ bytes: Data, named name: String, isRepeated: Bool, to id: LiveReader.ID) {
        state.withLock { state -> Wake? in
            let former = state.seats[id]?.delivered.updateValue(bytes.hashOfAll, forKey: name)
            guard isRepeated || former != bytes.hashOfAll else { return nil }
            state.seats[id]?.mail[name] = bytes
            return state.seats[id]?.takeWake()
        }?()
    }

    /// Has a reader woken when there is something for it after a step that said that there is nothing.
    func setWake(_ wake: @escaping Wake, of id: LiveReader.ID) {
        state.withLock { $0.seats[id]?.wake = wake }
    }

    enum Next {
        /// - Parameter isLast: whether there is nothing more now.
        case bytes(SharedBytes, isLast: Bool)
        case end(LiveEnd)
        case wait
    }

    /// What a reader lacks, at most what it takes at once.
    func next(for id: LiveReader.ID) -> Next {
        state.withLock { state in
            guard var seat = state.seats[id] else { return .end(.left) }
            defer { state.seats[id] = seat }
            let next = seat.next(from: state.ring, &state.joined, limits)
            return next
        }
    }

    /// The newest messages that have been taken and not been noted in the database, by person.
    var unwrittenMarks: [User.ID: Int64] {
        state.withLock { state in
            state.seats.values.reduce(into: [:]) { marks, seat in
                if seat.taken > seat.marked { marks[seat.person] = max(marks[seat.person] ?? 0, seat.taken) }
            }
        }
    }

    /// Notes that these people's marks are in the database up to a number.
    func noteWritten(_ number: Int64, by people: Set<User.ID>) {
        state.withLock { state in
            for (id, seat) in state.seats where seat.taken > seat.marked && people.contains(seat.person) {
                state.seats[id]?.marked = min(seat.taken, number)
            }
        }
    }
}

extension Channel.State {
    fileprivate mutating func takeWakes() -> [Channel.Wake] {
        var wakes: [Channel.Wake] = []
        for index in seats.values.indices {
            if let wake = seats.values[index].takeWake() { wakes.append(wake) }
        }
        return wakes
    }
}
