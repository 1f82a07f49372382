#if os(Linux)
import Testing

@testable import Transport

@Suite struct ConnectionStateTests {
    private let start = ContinuousClock.now
    private let limits = ConnectionLimits()

    private func counters(received: UInt64 = 0, acknowledged: UInt64 = 0) -> ConnectionState.Counters {
        ConnectionState.Counters(received: received, acknowledged: acknowledged)
    }

    private func state(
        _ phase: ConnectionState.Phase, waitingTo wait: ConnectionState.Wait = .none
    ) -> ConnectionState {
        var state = ConnectionState(phase: phase, at: start)
        state.begin(wait, at: start)
        return state
    }

    @Test(arguments: [(60, false), (61, true)])
    func `an idle connection is kept for a minute`(seconds: Int, isOver: Bool) {
        var state = state(.idle, waitingTo: .read)
        let verdict1 = state.isOver(limits, counters: nil, at: start + .seconds(seconds))
        #expect(verdict1 == isOver)
    }

    @Test(arguments: [(10, false), (11, true)])
    func `a head that is waited for is complete within ten seconds`(seconds: Int, isOver: Bool) {
        var state = state(.head, waitingTo: .read)
        let verdict2 = state.isOver(limits, counters: counters(), at: start + .seconds(seconds))
        #expect(verdict2 == isOver)
    }

    @Test func `a head that the server is slow to read has all the time`() {
        var state = state(.head)
        let verdict3 = state.isOver(limits, counters: counters(), at: start + .seconds(100))
        #expect(!verdict3)
    }

    @Test func `bytes that come on an idle connection begin a head`() {
        var state = state(.idle, waitingTo: .read)
        state.endWait(at: start)
        #expect(state.phase == .head)
    }

    @Test(arguments: [(32 * 1024, false), (32 * 1024 + 1, true)])
    func `a head has a limit in bytes`(bytes: UInt64, isOver: Bool) {
        var state = state(.head)
        let verdict4 = state.isOver(limits, counters: counters(received: 1000), at: start)
        #expect(!verdict4)
        let verdict5 = state.isOver(limits, counters: counters(received: 1000 + bytes), at: start)
        #expect(verdict5 == isOver)
    }

    @Test func `what came before an answer does not count against the next request`() {
        var state = state(.head)
        let verdict6 = state.isOver(limits, counters: counters(received: 0), at: start)
        #expect(!verdict6)
        state.enter(.working, at: start)
        state.enter(.answering, at: start)
        state.enter(.working, at: start)
        let much = limits.requestBytes + 1
        let verdict7 = state.isOver(limits, counters: counters(received: much), at: start)
        #expect(!verdict7)
        let verdict8 = state.isOver(limits, counters: counters(received: much * 2), at: start)
        #expect(verdict8)
    }

    @Test(arguments: [(10 * 1024, false), (10 * 1024 - 1, true)])
    func `a body that is waited for brings a kilobyte a second`(bytes: UInt64, isOver: Bool) {
        var state = state(.working, waitingTo: .read)
        let verdict9 = state.isOver(limits, counters: counters(), at: start)
        #expect(!verdict9)
        let end = start + .seconds(10)
        let verdict10 = state.isOver(limits, counters: counters(received: bytes), at: end)
        #expect(verdict10 == isOver)
    }

    @Test func `a handler that is at work may take its time`() {
        var state = state(.working)
        let verdict11 = state.isOver(limits, counters: counters(), at: start)
        #expect(!verdict11)
        let verdict12 = state.isOver(limits, counters: counters(), at: start + .seconds(1000))
        #expect(!verdict12)
    }

    @Test(arguments: [(30 * 1024, false), (30 * 1024 - 1, true)])
    func `an answer loses a kilobyte a second to its reader`(bytes: UInt64, isOver: Bool) {
        var state = state(.answering, waitingTo: .write)
        let verdict13 = state.isOver(limits, counters: counters(), at: start)
        #expect(!verdict13)
        let end = start + .seconds(30)
        let verdict14 = state.isOver(limits, counters: counters(acknowledged: bytes), at: end)
        #expect(verdict14 == isOver)
    }

    @Test func `a read after an answer makes the connection idle`() {
        var state = state(.answering)
        state.begin(.read, at: start + .seconds(5))
        #expect(state.phase == .idle)
        let verdict15 = state.isOver(limits, counters: nil, at: start + .seconds(65))
        #expect(!verdict15)
        let verdict16 = state.isOver(limits, counters: nil, at: start + .seconds(66))
        #expect(verdict16)
    }

    @Test func `what is dropped behind an answer is limited by who drops it`() {
        var state = state(.working)
        state.enter(.discarding, at: start)
        state.begin(.read, at: start)
        #expect(state.phase == .discarding)
        let verdict17 = state.isOver(limits, counters: counters(received: 1 << 40), at: start + .seconds(1000))
        #expect(!verdict17)
    }
}
#endif
