import Synchronization

@testable import Accounts

/// Bytes that look random, differ at each call and are the same in every run.
final class TestRandom: Sendable {
    private let state = Mutex<UInt64>(0)

    func bytes(_ count: Int) -> [UInt8] {
        state.withLock { state in
            (0..<count).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(truncatingIfNeeded: state >> 56)
            }
        }
    }
}

/// Bytes that are all the same.
func constantBytes(_ byte: UInt8) -> RandomBytes {
    { count in Array(repeating: byte, count: count) }
}
