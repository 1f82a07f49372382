import Foundation
import TestSupport
import Testing

@testable import Roost

@Suite(.timeLimit(.minutes(5)))
struct ShutdownSignalTests {
    @Test func `who waits for a signal when somebody else ceases to hears it`() async throws {
        let first = Task { await ShutdownSignal.first() }
        try await waitUntil("the first waits") { ShutdownSignal.waiting == 1 }
        let second = Task { await ShutdownSignal.first() }
        try await waitUntil("both wait") { ShutdownSignal.waiting == 2 }
        first.cancel()
        await first.value
        #expect(ShutdownSignal.waiting == 1)
        kill(getpid(), SIGTERM)
        await second.value
        #expect(ShutdownSignal.waiting == 0)
    }
}
