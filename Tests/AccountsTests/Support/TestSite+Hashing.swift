import Foundation
import TestSupport
import WorkQueue

extension TestSite {
    /// Runs `body` while nothing can be hashed.
    func whileHashingStands(_ body: () async throws -> Void) async throws {
        let gate = DispatchSemaphore(value: 0)
        async let blocker: Void = queue.run { gate.waitAWhile() }
        try await waitForLoad(1)
        do { try await body() } catch {
            gate.signal()
            throw error
        }
        gate.signal()
        try await blocker
    }

    /// Starts `work`, runs `change` when it has come to hash a password and waits, then lets it go on.
    func during<Value: Sendable>(
        _ work: @escaping @Sendable () async throws -> Value, _ change: () async throws -> Void
    ) async throws -> Result<Value, any Error> {
        let gate = DispatchSemaphore(value: 0)
        async let blocker: Void = queue.run { gate.waitAWhile() }
        try await waitForLoad(1)
        let task = Task { try await work() }
        try await waitForLoad(2)
        do { try await change() } catch {
            gate.signal()
            throw error
        }
        gate.signal()
        try await blocker
        return await task.result
    }

    /// Waits until so much hashing runs or waits.
    func waitForLoad(_ load: Int) async throws {
        try await waitUntil("\(load) jobs hash or wait") { queue.load >= load }
    }
}

extension DispatchSemaphore {
    /// Waits, but not forever: a test that would stand still fails.
    fileprivate func waitAWhile() {
        _ = wait(timeout: .now() + 240)
    }
}
