import DequeModule
import Foundation

/// The latest parts of a channel. Readers own nothing but a place in it.
struct Ring {
    private struct Entry {
        let part: LivePart
        let time: ContinuousClock.Instant
    }

    private var entries = Deque<Entry>()
    private(set) var bytes = 0
    /// The place of the oldest part.
    private(set) var start = 0

    /// The place after the newest part.
    var end: Int { start + entries.count }

    subscript(place: Int) -> LivePart { entries[place - start].part }

    mutating func append(_ part: LivePart, at now: ContinuousClock.Instant, _ limits: LiveLimits) {
        entries.append(Entry(part: part, time: now))
        bytes += part.bytes.count
        trim(at: now, limits)
    }

    /// Forgets what is too much or too old. The newest part always stays, or it would reach nobody.
    mutating func trim(at now: ContinuousClock.Instant, _ limits: LiveLimits) {
        while entries.count > 1, let first = entries.first,
            bytes > limits.ringBytes || now - first.time > limits.ringAge
        {
            bytes -= first.part.bytes.count
            start += 1
            entries.removeFirst()
        }
    }
}
