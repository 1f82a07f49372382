import Synchronization
import WorkQueue

/// Runs long blocking work of a command. Ctrl-C ends it in good order: incomplete files are removed.
enum Interruptible {
    struct Interrupted: Error, CustomStringConvertible {
        let description = "Interrupted. Nothing was kept."
    }

    /// Whether the work should end.
    final class Signal: Sendable {
        private let isSet = Atomic(false)

        func set() { isSet.store(true, ordering: .relaxed) }

        /// - Throws: ``Interrupted``.
        func check() throws {
            if isSet.load(ordering: .relaxed) { throw Interrupted() }
        }
    }

    static func run<Value: Sendable>(_ work: @escaping @Sendable (Signal) throws -> Value) async throws -> Value {
        try await watching { signal in
            try await WorkQueue(label: "roost.command", width: 1, depth: 0).run { try work(signal) }
        }
    }

    /// The same for work that does not block.
    static func watching<Value: Sendable>(_ work: @Sendable (Signal) async throws -> Value) async throws -> Value {
        let signal = Signal()
        let watch = Task {
            await ShutdownSignal.first()
            if !Task.isCancelled { signal.set() }
        }
        defer { watch.cancel() }
        return try await work(signal)
    }
}
