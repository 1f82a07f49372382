import Synchronization
import WorkQueue

/// Limits exports: one at a time for each person, and few in all, as each holds a snapshot of the database.
final class ExportSlots: Sendable {
    /// Held while an export is read; the next one may begin when it is released.
    final class Slot: Sendable {
        private let slots: ExportSlots
        private let user: User.ID

        fileprivate init(_ slots: ExportSlots, _ user: User.ID) {
            self.slots = slots
            self.user = user
        }

        deinit {
            slots.users.withLock { _ = $0.remove(user) }
        }
    }

    static let limit = 8

    private let users = Mutex<Set<User.ID>>([])

    /// - Throws: `ExportError.alreadyRunning`; `WorkQueue.Full` when others hold all there are.
    func take(for user: User.ID) throws -> Slot {
        try users.withLock { users in
            guard !users.contains(user) else { throw ExportError.alreadyRunning }
            guard users.count < Self.limit else { throw WorkQueue.Full() }
            users.insert(user)
        }
        return Slot(self, user)
    }
}
