import Foundation
import TestSupport
import Testing

@testable import Accounts

struct OneTimePasswordTests {
    private static let key = Array("12345678901234567890".utf8)

    @Test(
        arguments: [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
        ].enumerated().map { ($0.offset, $0.element) })
    func `the codes are those of RFC 4226, appendix D`(step: Int, code: String) {
        #expect(OneTimePassword.code(key: Self.key, step: Int64(step)) == code)
    }

    @Test(
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(TimeInterval, String)])
    func `the codes are those of RFC 6238, appendix B`(seconds: TimeInterval, code: String) {
        let step = OneTimePassword.step(at: Date(timeIntervalSince1970: seconds))
        #expect(OneTimePassword.code(key: Self.key, step: step, digits: 8) == code)
    }

    @Test(arguments: [(-2, false), (-1, true), (0, true), (1, true), (2, false)] as [(Int64, Bool)])
    func `a code counts one step early or late`(offset: Int64, counts: Bool) {
        let now = TestClock.start
        let step = OneTimePassword.step(at: now) + offset
        let code = OneTimePassword.code(key: Self.key, step: step)
        #expect(OneTimePassword.match(code, key: Self.key, at: now, after: 0) == (counts ? step : nil))
    }

    @Test func `a step begins every 30 seconds`() {
        let steps = [0, 29.9, 30].map { OneTimePassword.step(at: TestClock.start + $0) - 60_000_000 }
        #expect(steps == [0, 0, 1])
    }

    @Test func `neither a used code nor one before it counts`() {
        let step = OneTimePassword.step(at: TestClock.start)
        for (last, counts) in [(step - 1, true), (step, false), (step + 1, false)] {
            let code = OneTimePassword.code(key: Self.key, step: step)
            let match = OneTimePassword.match(code, key: Self.key, at: TestClock.start, after: last)
            #expect((match != nil) == counts)
        }
    }

    @Test(arguments: ["", "75522", "0755224", "x55224"])
    func `anything but the code is wrong`(text: String) {
        let now = Date(timeIntervalSince1970: 0)
        #expect(OneTimePassword.match("755224", key: Self.key, at: now, after: -1) == 0)
        #expect(OneTimePassword.match(text, key: Self.key, at: now, after: -1) == nil)
    }
}
