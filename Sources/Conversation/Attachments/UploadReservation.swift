import Accounts
import Support
import Synchronization

/// Space that is set aside for the files of one request, until they are stored or given up: for as long as somebody holds
/// this.
public final class UploadReservation: Sendable {
    /// How many bytes the files may have.
    public let bytes: Int
    private let giveBack: @Sendable () -> Void

    fileprivate init(_ bytes: Int, giveBack: @escaping @Sendable () -> Void) {
        (self.bytes, self.giveBack) = (bytes, giveBack)
    }

    deinit { giveBack() }
}

/// The bytes that are on their way in all uploads together. The database does not count them yet, so that many uploads at
/// once could store far more than people may.
final class UploadReservations: Sendable {
    private struct State {
        var people: [User.ID: Int] = [:]
        var total = 0
    }

    private let state = Mutex(State())

    /// - Parameters:
    ///   - bytes: how many there will be at most.
    ///   - own: how many the person may still store.
    ///   - all: how many all people together may.
    /// - Returns: what there is of that, which may be nothing.
    func reserve(_ bytes: Int, for person: User.ID, own: Int, all: Int) -> UploadReservation {
        let reserved = state.withLock { state in
            let free = min(own - state.people[person, default: 0], all - state.total)
            let reserved = max(0, min(bytes, free))
            if reserved > 0 { state.people[person, default: 0] += reserved }
            state.total += reserved
            return reserved
        }
        return UploadReservation(reserved) { [weak self] in self?.giveBack(reserved, of: person) }
    }

    private func giveBack(_ bytes: Int, of person: User.ID) {
        guard bytes > 0 else { return }
        state.withLock { state in
            state.total -= bytes
            state.people.countDown(person, by: bytes)
        }
    }
}
