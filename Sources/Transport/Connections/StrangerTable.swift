#if os(Linux)
import FlyingSocks

/// How far connections are that the pool has not met: nothing on them ever had to wait, so that only handlers know of
/// them. A request is kept until it is answered, an answer until it is surely sent or the pool has met its connection.
struct StrangerTable {
    private var phases: [Socket.Address: (phase: ConnectionState.Phase, at: ContinuousClock.Instant)] = [:]

    mutating func note(_ peer: Socket.Address, _ phase: ConnectionState.Phase, at now: ContinuousClock.Instant) {
        phases[peer] = (phase, now)
    }

    /// The phase of a connection that the pool meets now.
    mutating func take(_ peer: Socket.Address) -> ConnectionState.Phase? {
        phases.removeValue(forKey: peer)?.phase
    }

    mutating func forget(before time: ContinuousClock.Instant) {
        guard phases.contains(where: { $0.value.phase != .working && $0.value.at < time }) else { return }
        phases = phases.filter { $0.value.phase == .working || $0.value.at >= time }
    }
}
#endif
