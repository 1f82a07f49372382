import Testing

@testable import Transport

@Suite struct ConnectionClockTests {
    private let start = ContinuousClock.now
    private let limits = ConnectionLimits()

    private func clock(_ phase: ConnectionClock.Phase) -> ConnectionClock {
        var clock = ConnectionClock(at: start)
        clock.enter(phase, at: start)
        return clock
    }

    private func verdict(
        _ clock: inout ConnectionClock, after seconds: Int, received: Int = 0, acknowledged: Int? = nil
    ) -> ConnectionClock.Verdict {
        let counters = ConnectionClock.Counters(received: received, acknowledged: acknowledged)
        return clock.verdict(limits, counters, at: start + .seconds(seconds))
    }

    @Test(arguments: [(60, ConnectionClock.Verdict.fine), (61, .over)])
    func `an idle connection is kept for a minute`(seconds: Int, expected: ConnectionClock.Verdict) {
        var clock = clock(.idle)
        let verdict = verdict(&clock, after: seconds)
        #expect(verdict == expected)
    }

    @Test(arguments: [(10, ConnectionClock.Verdict.fine), (11, .tooSlow)])
    func `a head is complete within ten seconds of its first byte`(seconds: Int, expected: ConnectionClock.Verdict) {
        var clock = ConnectionClock(at: start - .seconds(50))
        clock.enter(.head, at: start)
        let verdict = verdict(&clock, after: seconds, received: 1_000_000)
        #expect(verdict == expected)
    }

    @Test(
        arguments: [ConnectionClock.Phase.gathering, .reading],
        [(10 * 1024, ConnectionClock.Verdict.fine), (10 * 1024 - 1, .tooSlow)])
    func `a body that is waited for brings a kilobyte a second`(
        phase: ConnectionClock.Phase, rate: (bytes: Int, expected: ConnectionClock.Verdict)
    ) {
        var clock = clock(phase)
        let first = verdict(&clock, after: 0, received: 500)
        let second = verdict(&clock, after: 10, received: 500 + rate.bytes)
        #expect(first == .fine)
        #expect(second == rate.expected)
    }

    @Test func `each span is measured for itself`() {
        var clock = clock(.reading)
        _ = verdict(&clock, after: 0)
        let fast = verdict(&clock, after: 10, received: 1_000_000)
        let slow = verdict(&clock, after: 20, received: 1_000_001)
        #expect(fast == .fine)
        #expect(slow == .tooSlow)
    }

    @Test func `who is fast at first may not stop: any span counts`() {
        var clock = clock(.reading)
        var verdicts: [ConnectionClock.Verdict] = []
        for second in 0...12 {
            verdicts.append(verdict(&clock, after: second, received: min(second, 2) * 1_000_000))
        }
        #expect(verdicts == Array(repeating: .fine, count: 12) + [.tooSlow])
    }

    @Test(arguments: [ConnectionClock.Phase.working, .answering])
    func `while the site has the word, a client owes nothing`(phase: ConnectionClock.Phase) {
        var clock = clock(phase)
        for seconds in [0, 100, 1000] {
            let verdict = verdict(&clock, after: seconds)
            #expect(verdict == .fine)
        }
    }

    @Test func `a client that has sent more than the site has read is not the slow one`() {
        var clock = clock(.reading)
        var verdicts: [ConnectionClock.Verdict] = []
        for second in [0, 10, 20, 30] {
            let counters = ConnectionClock.Counters(received: 100_000, unread: 16 * 1024)
            verdicts.append(clock.verdict(limits, counters, at: start + .seconds(second)))
        }
        #expect(verdicts == [.fine, .fine, .fine, .fine])
    }

    @Test func `a trickle is no way out, also one of which the last bytes are always unread`() {
        var clock = clock(.reading)
        var verdicts: [ConnectionClock.Verdict] = []
        for second in 0...10 {
            let counters = ConnectionClock.Counters(received: second * 1000, unread: 500)
            verdicts.append(clock.verdict(limits, counters, at: start + .seconds(second)))
        }
        #expect(verdicts.last == .tooSlow)
    }

    @Test(
        arguments: [ConnectionClock.Phase.answering, .idle],
        [(30 * 1024, ConnectionClock.Verdict.fine), (30 * 1024 - 1, .over)])
    func `an answer loses a kilobyte a second to its reader`(
        phase: ConnectionClock.Phase, rate: (bytes: Int, expected: ConnectionClock.Verdict)
    ) {
        var clock = clock(phase)
        let first = verdict(&clock, after: 0, acknowledged: 0)
        let second = verdict(&clock, after: 30, acknowledged: rate.bytes)
        #expect(first == .fine)
        #expect(second == rate.expected)
    }

    @Test func `a reader that is slow but not too slow outlasts the idle limit`() {
        var clock = clock(.idle)
        for round in 0...4 {
            let verdict = verdict(&clock, after: 30 * round, acknowledged: 40_000 * round)
            #expect(verdict == .fine)
        }
    }

    @Test(arguments: [(20, ConnectionClock.Verdict.fine), (21, .over)])
    func `what comes after the last answer is dropped for a while`(
        seconds: Int, expected: ConnectionClock.Verdict
    ) {
        var clock = clock(.lingering)
        let verdict = verdict(&clock, after: seconds)
        #expect(verdict == expected)
    }
}
