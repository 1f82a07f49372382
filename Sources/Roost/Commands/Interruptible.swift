import Synchronization
import WorkQueue

/// Long work of a command, off the threads that tasks run on, that Ctrl-C ends in order: what it has begun is removed.
enum Interruptible {
    struct Interrupted: Error, CustomStringConvertible {
        let description = "Interrupted. Nothing was kept."
    }

    /// Whether the work is to end.
    final class Signal: Sendable {
        private let isSet = Atomic(false)

        func set() { isSet.store(true, ordering: .relaxed) }

        /// - Throws: ``Interrupted``.
        func check() throws {
            if isSet.load(ordering: .relaxed) { throw Interrupted() }
        }
    }

    static func run<Value: Sendable>(_ work: @escaping @Sendable (Signal) throws -> Value) async throws -> Value {
        let signal = Signal()
        let watch = Task {
            await ShutdownSignal.first()
            if !Task.isCancelled { signal.set() }
        }
        defer { watch.cancel() }
        return try await WorkQueue(label: "roost.command", width: 1, depth: 0).run { try work(signal) }
    }
}
