import Logging
import Synchronization

/// Everything that was logged, in order.
final class CapturedLog: Sendable {
    struct Entry: Sendable {
        let level: Logger.Level
        let message: String
        let metadata: [String: String]

        var text: String { "\(level) \(message) \(metadata.sorted { $0.key < $1.key })" }
    }

    private let lines = Mutex<[Entry]>([])

    var entries: [Entry] { lines.withLock { $0 } }

    /// The lines that tell of requests.
    var requests: [Entry] { entries.filter { $0.message == "request" } }

    /// The request lines, once there are as many as expected: a line is written when its answer is on its way.
    func requests(count: Int) async throws -> [Entry] {
        for _ in 0..<1000 where requests.count < count { try await Task.sleep(for: .milliseconds(10)) }
        return requests
    }

    /// What was logged at `level` or above.
    func entries(from level: Logger.Level) -> [Entry] {
        entries.filter { $0.level >= level }
    }

    fileprivate func append(_ entry: Entry) {
        lines.withLock { $0.append(entry) }
    }

    var logger: Logger {
        var logger = Logger(label: "roost.tests") { _ in Handler(log: self) }
        logger.logLevel = .trace
        return logger
    }

    private struct Handler: LogHandler {
        let log: CapturedLog
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { $1 }
            log.append(
                Entry(
                    level: event.level, message: "\(event.message)", metadata: all.mapValues { "\($0)" }))
        }
    }
}
