import Synchronization

/// Whether something is over, for tasks that are not to be cancelled: a cancellation would end their processes.
final class EndFlag: Sendable {
    private let flag = Atomic(false)

    var isSet: Bool { flag.load(ordering: .acquiring) }

    func set() {
        flag.store(true, ordering: .releasing)
    }
}
