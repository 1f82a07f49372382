import Dispatch
import Foundation
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Writes log lines to a file descriptor, many at a time and on a thread of its own, so that nobody waits for a slow
/// terminal or pipe.
///
/// A line waits a quarter of a second at most, and no longer than what is urgent; the program's end writes what is left.
final class LogWriter: Sendable {
    static let standardError: LogWriter = {
        atexit { LogWriter.standardError.flush() }
        return LogWriter(file: STDERR_FILENO)
    }()

    /// So much is written at once, in bytes.
    private static let batch = 32 * 1024

    private struct Pending {
        var lines = Data()
        var dropped = 0
        var isScheduled = false
        var isUrgent = false
    }

    private let file: Int32
    private let limit: Int
    private let pending = Mutex(Pending())
    /// Held while the lines are written, so that they keep their order.
    private let writing = Mutex(())
    private let queue = DispatchQueue(label: "roost.log", qos: .utility)

    /// - Parameter limit: so much may wait, in bytes; more is dropped, and counted in the log.
    init(file: Int32, limit: Int = 8 * 1024 * 1024) {
        self.file = file
        self.limit = limit
    }

    func write(_ line: Data, urgently: Bool) {
        let delay: DispatchTimeInterval? = pending.withLock { pending in
            guard pending.lines.count + line.count <= limit else {
                pending.dropped += 1
                return nil
            }
            pending.lines.append(line)
            if (urgently || pending.lines.count >= Self.batch) && !pending.isUrgent {
                (pending.isScheduled, pending.isUrgent) = (true, true)
                return .nanoseconds(0)
            }
            guard !pending.isScheduled else { return nil }
            pending.isScheduled = true
            return .milliseconds(250)
        }
        if let delay { queue.asyncAfter(deadline: .now() + delay) { self.flush() } }
    }

    /// Writes what waits. Returns when it is written.
    func flush() {
        writing.withLock { _ in
            let (lines, dropped) = pending.withLock { pending in
                defer { pending = Pending() }
                return (pending.lines, pending.dropped)
            }
            Self.write(lines, to: file)
            if dropped > 0 { Self.write(Data("log lines dropped: \(dropped)\n".utf8), to: file) }
        }
    }

    /// What cannot be written is nobody's to hear of: the log is where it would be said.
    private static func write(_ data: Data, to file: Int32) {
        data.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Foundation.write(file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count > 0 {
                    rest = rest.dropFirst(count)
                } else if errno == EAGAIN {
                    var status = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
                    poll(&status, 1, -1)
                } else if errno != EINTR {
                    return
                }
            }
        }
    }
}
