import Foundation
import Testing

@testable import Live

@Suite struct RingTests {
    private let start = ContinuousClock.now

    private func part(_ number: Int64, bytes: Int = 10) -> LivePart {
        LivePart(.message(number), Data(repeating: 0x61, count: bytes), revision: number)
    }

    @Test func `what is too much goes, the oldest first`() {
        var limits = LiveLimits()
        limits.ringBytes = 100
        var ring = Ring()
        for number in 1...20 { ring.append(part(Int64(number)), at: start, limits) }
        #expect(ring.start == 10 && ring.end == 20)
        #expect(ring.bytes == 100)
        #expect(ring[10].name == .message(11))
    }

    @Test func `what is too old goes`() {
        let limits = LiveLimits()
        var ring = Ring()
        ring.append(part(1), at: start, limits)
        ring.append(part(2), at: start + .seconds(29), limits)
        ring.trim(at: start + .seconds(31), limits)
        #expect(ring.start == 1 && ring.end == 2)
    }

    @Test func `the newest part stays, however large and old it is`() {
        var limits = LiveLimits()
        limits.ringBytes = 100
        var ring = Ring()
        ring.append(part(1, bytes: 1_000), at: start, limits)
        ring.trim(at: start + .seconds(3_600), limits)
        #expect(ring.start == 0 && ring.end == 1)
    }
}
