import Foundation
import TestSupport
import Testing

@testable import Accounts

struct ThrottleTests {
    private let throttle = Throttle(secret: .test)
    private let start = TestClock.start

    /// Seconds until the next try after `attempts` at once.
    private func wait(after attempts: Int, _ key: Throttle.Key, at now: Date = TestClock.start) -> TimeInterval {
        for _ in 0..<attempts { _ = throttle.begin([key], at: now) }
        return throttle.begin([key], at: now)?.timeIntervalSince(now) ?? 0
    }

    private static let cookie = KnownDevice(user: 1, browser: "b")

    private static let limits: [(Throttle.Key, Int)] = [
        (.account("ada", network: "n"), 5), (.passwordConfirmation(1), 5), (.knownDevice(cookie), 10),
        (.knownDevices(1), 500),
        (.network("n"), 30),
        (.signUp(network: "n"), 30), (.everywhere(account: "ada"), 100),
        (.code(1), 5), (.codeFromKnownDevice(cookie), 10), (.upload(1), 20), (.uploads(network: "n"), 100),
        (.export(1), 5),
        (.exports(network: "n"), 20), (.rightPassword(1, isFromKnownPerson: false), 60),
        (.rightPassword(1, isFromKnownPerson: true), 60),
    ]

    @Test(arguments: limits)
    func `the first attempts are free and the next has to wait 30 seconds`(key: Throttle.Key, free: Int) {
        for _ in 0..<free { #expect(throttle.begin([key], at: start) == nil) }
        #expect(throttle.begin([key], at: start) == start + 30)
    }

    @Test func `a wait is over at its end and not before`() {
        #expect(wait(after: 5, .passwordConfirmation(1)) == 30)
        #expect(throttle.begin([.passwordConfirmation(1)], at: start + 29.5) == start + 30)
        #expect(throttle.begin([.passwordConfirmation(1)], at: start + 30) == nil)
    }

    @Test func `each wait is twice as long, up to a quarter of an hour`() {
        #expect(wait(after: 5, .passwordConfirmation(1)) == 30)
        var (now, waits) = (start, [TimeInterval]())
        for _ in 0..<20 {
            guard let end = throttle.begin([.passwordConfirmation(1)], at: now) else { continue }
            waits.append(end.timeIntervalSince(now))
            now = end
        }
        #expect(waits == [30, 60, 120, 240, 480, 900, 900, 900, 900, 900])
    }

    @Test func `a refused try makes the wait no longer`() {
        #expect(wait(after: 100, .passwordConfirmation(1)) == 30)
    }

    @Test func `after an hour without a try all is forgotten`() {
        #expect(wait(after: 5, .passwordConfirmation(1)) == 30)
        #expect(wait(after: 4, .passwordConfirmation(1), at: start + 3600) == 0)
    }

    @Test func `before the hour is over nothing is forgotten`() {
        #expect(wait(after: 4, .passwordConfirmation(1)) == 0)
        #expect(wait(after: 1, .passwordConfirmation(1), at: start + 3599) == 60)
    }

    @Test func `what many mistype in a day does not add up, what one does is not forgotten so soon`() {
        for minutes in stride(from: 0, to: 480, by: 3) {
            #expect(throttle.begin([.network("n")], at: start + TimeInterval(minutes * 60)) == nil)
        }
        var waits = 0
        for minutes in stride(from: 0, to: 60, by: 3) {
            if throttle.begin([.passwordConfirmation(1)], at: start + TimeInterval(minutes * 60)) != nil { waits += 1 }
        }
        #expect(waits > 0)
    }

    @Test(arguments: [1, 7, 60, 119] as [TimeInterval])
    func `a network that goes on guessing gets some sixty attempts in its first hour`(pause: TimeInterval) {
        let attempts = stride(from: 0, to: 3600, by: pause).count {
            throttle.begin([.network("n")], at: start + $0) == nil
        }
        #expect(attempts <= 61)
    }

    @Test func `a try that succeeded clears the account's own counter`() {
        _ = wait(after: 3, .account("ada", network: "n"))
        throttle.succeed([.account("ada", network: "n")])
        #expect(wait(after: 4, .account("ada", network: "n")) == 0)
    }

    @Test(arguments: [(.network("n"), 30), (.everywhere(account: "ada"), 100)] as [(Throttle.Key, Int)])
    func `a try that succeeded takes one from a counter that many share`(key: Throttle.Key, free: Int) {
        for _ in 0..<(free - 1) { #expect(throttle.begin([key], at: start) == nil) }
        throttle.succeed([key])
        #expect(throttle.begin([key], at: start) == nil)
        #expect(throttle.begin([key], at: start) == nil)
        #expect(throttle.begin([key], at: start) == start + 30)
    }

    @Test func `the last free try clears the way when it succeeds`() {
        for _ in 0..<30 { #expect(throttle.begin([.network("n")], at: start) == nil) }
        throttle.succeed([.network("n")])
        #expect(throttle.begin([.network("n")], at: start) == nil)
    }

    @Test func `a try that is taken back was none`() {
        #expect(wait(after: 4, .passwordConfirmation(1)) == 0)
        throttle.refund([.passwordConfirmation(1)])
        #expect(throttle.begin([.passwordConfirmation(1)], at: start) == nil)
        #expect(throttle.begin([.passwordConfirmation(1)], at: start) == start + 30)
    }

    @Test func `a try that is taken back may be made again at once`() {
        for _ in 0..<5 { _ = throttle.begin([.passwordConfirmation(1)], at: start) }
        _ = throttle.begin([.passwordConfirmation(1)], at: start + 30)
        throttle.refund([.passwordConfirmation(1)])
        #expect(throttle.begin([.passwordConfirmation(1)], at: start + 30) == nil)
        #expect(throttle.begin([.passwordConfirmation(1)], at: start + 30) == start + 90)
    }

    @Test func `success of what was never counted does not buy attempts`() {
        throttle.succeed([.network("n"), .passwordConfirmation(1)])
        #expect(wait(after: 30, .network("n")) == 30)
    }

    @Test func `one key that has to wait stops a try, and it counts for none`() {
        _ = wait(after: 5, .account("ada", network: "n"))
        for _ in 0..<50 {
            #expect(throttle.begin([.account("ada", network: "n"), .network("n")], at: start) == start + 30)
        }
        #expect(wait(after: 29, .network("n")) == 0)
    }

    @Test func `of several waits the longest counts`() {
        _ = wait(after: 5, .passwordConfirmation(1))
        _ = wait(after: 6, .passwordConfirmation(2))
        #expect(throttle.begin([.passwordConfirmation(2)], at: start + 30) == nil)
        #expect(throttle.begin([.passwordConfirmation(1), .passwordConfirmation(2)], at: start + 30) == start + 90)
    }

    @Test func `a refused try leaves no counter`() {
        for index in 0..<100 {
            let keys: [Throttle.Key] = [.account("\(index)", network: "n"), .everywhere(account: "\(index)")]
            #expect(throttle.begin(keys, at: start) == nil)
            throttle.refund(keys)
        }
        #expect(throttle.drain().isEmpty)
    }

    @Test func `a counter that was written down and is taken back goes from the database too`() {
        #expect(throttle.begin([.code(1)], at: start) == nil)
        #expect(throttle.drain().count == 1)
        throttle.refund([.code(1)])
        let drained = throttle.drain()
        #expect(drained.count == 1)
        #expect(drained.values.allSatisfy { $0 == nil })
        #expect(throttle.drain().isEmpty)
    }

    private static let capacity = 5_000
    /// Has room for few counters, as it takes seconds to fill the usual one.
    private let small = Throttle(secret: .test, capacity: capacity)

    @Test func `a flood of names forgets neither what keeps somebody waiting nor what has attempts`() {
        let (blocked, tried) = (Throttle.Key.passwordConfirmation(-1), Throttle.Key.code(-2))
        for _ in 0..<5 { _ = small.begin([blocked], at: start) }
        for _ in 0..<3 { _ = small.begin([tried], at: start) }
        for index in 0..<Self.capacity * 2 {
            _ = small.begin([.account("\(index)", network: "n")], at: start + 1)
        }
        #expect(small.begin([blocked], at: start + 2) == start + 30)
        #expect(small.begin([tried], at: start + 2) == nil)
        #expect(small.begin([tried], at: start + 2) == nil)
        #expect(small.begin([tried], at: start + 2) == start + 32)
    }

    @Test func `the number of counters is bounded, also when each keeps somebody waiting`() {
        for index in 0..<Self.capacity + 1 {
            for _ in 0..<5 { _ = small.begin([.passwordConfirmation(Int64(index))], at: start) }
        }
        #expect(small.drain().count <= Self.capacity)
    }

    @Test func `of names with as many attempts the newest are kept`() {
        for index in 0..<Self.capacity {
            _ = small.begin([.code(Int64(index))], at: start + Double(index) / 10)
        }
        for _ in 0..<4 { #expect(small.begin([.code(Int64(Self.capacity - 1))], at: start + 600) == nil) }
        for index in 0..<Self.capacity / 10 {
            _ = small.begin([.passwordConfirmation(Int64(index))], at: start + 601)
        }
        #expect(small.begin([.code(Int64(Self.capacity - 1))], at: start + 602) != nil)
        #expect(small.counters(of: [.code(0)]).values.allSatisfy { $0 == nil })
    }
}
