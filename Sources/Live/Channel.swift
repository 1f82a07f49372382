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

    let format: LiveFormat
    private let limits: LiveLimits
    private let state = Mutex(State())

    fileprivate struct State {
        var ring = Ring()
        var readers: [LiveReader.ID: ReaderState] = [:]
        var sent = SentParts()
        var joined = JoinedParts()
    }

    init(_ format: LiveFormat, _ limits: LiveLimits) {
        self.format = format
        self.limits = limits
    }

    var isEmpty: Bool { state.withLock { $0.readers.isEmpty } }

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

    /// Adds a reader at the end of the ring.
    func add(_ id: LiveReader.ID, person: User.ID) {
        let partLimit = format.kind == .page ? limits.parts : nil
        state.withLock { $0.readers[id] = ReaderState(person: person, place: $0.ring.end, partLimit: partLimit) }
    }

    func remove(_ id: LiveReader.ID) {
        state.withLock { state in
            var reader = state.readers.removeValue(forKey: id)
            return reader?.takeWake()
        }?()
    }

    /// - Parameters:
    ///   - revision: up to where the reader has been shown the room already.
    ///   - number: the newest message that it has been shown.
    ///   - lastSlot: the last message that its page has room for; nil if there is no last one.
    func begin(_ id: LiveReader.ID, after revision: Int64, showing number: Int64, lastSlot: Int64?) {
        state.withLock { state in
            state.readers[id]?.revision = revision
            state.readers[id]?.sentNumber = number
            state.readers[id]?.lastSlot = lastSlot
        }
    }

    /// Ends a reader, who gets what has come before.
    func end(_ id: LiveReader.ID, _ reason: LiveEndReason) {
        state.withLock { state in
            if state.readers[id]?.ending == nil { state.readers[id]?.ending = reason }
            return state.readers[id]?.takeWake()
        }?()
    }

    func isOver(_ id: LiveReader.ID) -> Bool {
        state.withLock { state in state.readers[id].map { $0.ending != nil } ?? true }
    }

    /// Leaves something for one reader alone. It replaces one of the same name that waits.
    ///
    /// - Parameter isRepeated: whether it is sent although the reader has had the same before.
    func deliver(_ bytes: Data, named name: String, isRepeated: Bool, to id: LiveReader.ID) {
        state.withLock { state -> Wake? in
            let former = state.readers[id]?.ownHashes.updateValue(bytes.hashOfAll, forKey: name)
            guard isRepeated || former != bytes.hashOfAll else { return nil }
            state.readers[id]?.ownParts[name] = bytes
            return state.readers[id]?.takeWake()
        }?()
    }

    /// Has a reader woken when there is something for it after a step that said that there is nothing.
    func setWake(_ wake: @escaping Wake, of id: LiveReader.ID) {
        state.withLock { $0.readers[id]?.wake = wake }
    }

    enum Next {
        /// - Parameter isLast: whether there is nothing more now.
        case bytes(SharedBytes, isLast: Bool)
        case end(LiveEndReason)
        case wait
    }

    /// What a reader lacks, at most what it takes at once.
    func next(for id: LiveReader.ID) -> Next {
        state.withLock { state in
            guard var reader = state.readers[id] else { return .end(.left) }
            defer { state.readers[id] = reader }
            let next = reader.next(from: state.ring, &state.joined, limits)
            return next
        }
    }

    /// The newest messages that have been taken and not been noted in the database, by person.
    var unwrittenMarks: [User.ID: Int64] {
        state.withLock { state in
            state.readers.values.reduce(into: [:]) { marks, reader in
                if reader.sentNumber > reader.storedNumber {
                    marks[reader.person] = max(marks[reader.person] ?? 0, reader.sentNumber)
                }
            }
        }
    }

    /// Notes that these people's marks are in the database up to a number.
    func noteWritten(_ number: Int64, by people: Set<User.ID>) {
        state.withLock { state in
            for (id, reader) in state.readers
            where reader.sentNumber > reader.storedNumber && people.contains(reader.person) {
                state.readers[id]?.storedNumber = min(reader.sentNumber, number)
            }
        }
    }
}

extension Channel.State {
    fileprivate mutating func takeWakes() -> [Channel.Wake] {
        var wakes: [Channel.Wake] = []
        for index in readers.values.indices {
            if let wake = readers.values[index].takeWake() { wakes.append(wake) }
        }
        return wakes
    }
}
