#if os(Linux)
import Testing

@testable import Transport

@Suite struct ConnectionStateTests {
    private let start = ContinuousClock.now
    private let limits = ConnectionLimits()

    private func counters(
        received: UInt64 = 0, unread: UInt64 = 0, acknowledged: UInt64 = 0
    ) -> ConnectionState.Counters {
        ConnectionState.Counters(received: received, unread: unread, acknowledged: acknowledged)
    }

    private func state(
        _ phase: ConnectionState.Phase, waitingTo wait: ConnectionState.Wait = .none
    ) -> ConnectionState {
        var state = ConnectionState(phase: phase, at: start)
        state.begin(wait, received: 0, at: start)
        return state
    }

    @Test(arguments: [(60, false), (61, true)])
    func `an idle connection is kept for a minute`(seconds: Int, isOver: Bool) {
        var state = state(.idle, waitingTo: .read)
        let first = state.isOver(limits, counters: nil, at: start + .seconds(seconds))
        #expect(first == isOver)
    }

    @Test(arguments: [(10, false), (11, true)])
    func `a head that is waited for is complete within ten seconds`(seconds: Int, isOver: Bool) {
        var state = state(.head, waitingTo: .read)
        let first = state.isOver(limits, counters: counters(), at: start + .seconds(seconds))
        #expect(first == isOver)
    }

    @Test func `a head that the server is slow to read has all the time`() {
        var state = state(.head)
        let first = state.isOver(limits, counters: counters(), at: start + .seconds(100))
        #expect(!first)
    }

    @Test func `bytes that come on an idle connection begin a head`() {
        var state = state(.idle, waitingTo: .read)
        state.endWait(at: start)
        #expect(state.phase == .head)
    }

    @Test(arguments: [(16 * 1024, false), (16 * 1024 + 1, true)])
    func `a head has a limit in bytes`(bytes: UInt64, isOver: Bool) {
        var state = state(.head)
        state.enter(.answering, at: start)
        state.begin(.read, received: 1000, at: start)
        state.endWait(at: start)
        let first = state.isOver(limits, counters: counters(received: 1000 + bytes), at: start)
        #expect(first == isOver)
    }

    @Test func `a body that waits behind a head is not of the head`() {
        var state = state(.head)
        let first = state.isOver(limits, counters: counters(), at: start)
        #expect(!first)
        let second = state.isOver(limits, counters: counters(received: 5_000_000, unread: 4_996_000), at: start)
        #expect(!second)
    }

    @Test func `a connection that is met late is measured from then on`() {
        var state = state(.head)
        let first = state.isOver(limits, counters: counters(received: 900_000, unread: 400_000), at: start)
        #expect(!first)
        let second = state.isOver(limits, counters: counters(received: 900_000, unread: 380_000), at: start)
        #expect(second)
    }

    @Test func `what came before an answer does not count against the next request`() {
        var state = state(.head)
        let first = state.isOver(limits, counters: counters(received: 0), at: start)
        #expect(!first)
        state.enter(.working, at: start)
        state.enter(.answering, at: start)
        state.enter(.working, at: start)
        let much = limits.requestBytes + 1
        let second = state.isOver(limits, counters: counters(received: much), at: start)
        #expect(!second)
        let third = state.isOver(limits, counters: counters(received: much * 2), at: start)
        #expect(third)
    }

    @Test(arguments: [(10 * 1024, false), (10 * 1024 - 1, true)])
    func `a body that is waited for brings a kilobyte a second`(bytes: UInt64, isOver: Bool) {
        var state = state(.working, waitingTo: .read)
        let first = state.isOver(limits, counters: counters(), at: start)
        #expect(!first)
        let end = start + .seconds(10)
        let second = state.isOver(limits, counters: counters(received: bytes), at: end)
        #expect(second == isOver)
    }

    @Test func `a handler that is at work may take its time`() {
        var state = state(.working)
        let first = state.isOver(limits, counters: counters(), at: start)
        #expect(!first)
        let second = state.isOver(limits, counters: counters(), at: start + .seconds(1000))
        #expect(!second)
    }

    @Test(arguments: [(30 * 1024, false), (30 * 1024 - 1, true)])
    func `an answer loses a kilobyte a second to its reader`(bytes: UInt64, isOver: Bool) {
        var state = state(.answering, waitingTo: .write)
        let first = state.isOver(limits, counters: counters(), at: start)
        #expect(!first)
        let end = start + .seconds(30)
        let second = state.isOver(limits, counters: counters(acknowledged: bytes), at: end)
        #expect(second == isOver)
    }

    @Test func `a read after an answer makes the connection idle`() {
        var state = state(.answering)
        state.begin(.read, received: 700, at: start + .seconds(5))
        #expect(state.phase == .idle)
        let first = state.isOver(limits, counters: nil, at: start + .seconds(65))
        #expect(!first)
        let second = state.isOver(limits, counters: nil, at: start + .seconds(66))
        #expect(second)
    }

    @Test func `what is dropped behind an answer is limited by who drops it`() {
        var state = state(.working)
        state.enter(.discarding, at: start)
        state.begin(.read, received: 0, at: start)
        #expect(state.phase == .discarding)
        let first = state.isOver(limits, counters: counters(received: 1 << 40), at: start + .seconds(1000))
        #expect(!first)
    }
}
#endif
