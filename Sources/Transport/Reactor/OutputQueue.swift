#if os(Linux)
import DequeModule
import Foundation

/// Bytes of a response that the client's socket has not accepted yet.
struct OutputQueue: Sendable {
    /// Small parts are joined up to this size, in bytes, so that they cost one system call.
    private static let joinedSize = 16 * 1024

    private var parts = Deque<Data>()
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    mutating func append(_ part: Data) {
        guard !part.isEmpty else { return }
        count += part.count
        if let last = parts.last, last.count + part.count <= Self.joinedSize {
            parts[parts.count - 1].append(part)
        } else {
            parts.append(part)
        }
    }

    /// Puts what a thread could not write back in front of what has been appended since.
    mutating func restore(_ rest: OutputQueue) {
        guard !rest.isEmpty else { return }
        var restored = rest
        for part in parts { restored.append(part) }
        self = restored
    }

    /// Sends as much as the kernel takes now.
    ///
    /// - Returns: false when the connection is broken.
    mutating func send(to file: Int32) -> Bool {
        while let part = parts.first {
            guard let sent = Descriptor.send(part, to: file) else { return false }
            count -= sent
            guard sent == part.count else {
                parts[0] = part.dropFirst(sent)
                return true
            }
            parts.removeFirst()
        }
        return true
    }
}
#endif
