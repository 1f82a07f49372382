import Foundation
import Logging
import Synchronization

/// Writes an event as a line: time, level, label, metadata in the order of its names, the module, and the message.
struct TextLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info
    private let label: String
    private let write: @Sendable (Data, Logger.Level) -> Void

    init(label: String, write: @escaping @Sendable (Data, Logger.Level) -> Void) {
        self.label = label
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var line = LogTime.text(at: Date())
        line.reserveCapacity(256)
        line += " \(event.level) \(label):"
        let fields = metadata.isEmpty ? event.metadata ?? [:] : metadata.merging(event.metadata ?? [:]) { $1 }
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            line += " "
            line += name
            line += "="
            line += value.description
        }
        line += " [\(event.source)] \(event.message)\n"
        write(Data(line.utf8), event.level)
    }
}

/// The time of a line to the second, with its zone. Written once a second.
private enum LogTime {
    private static let latest = Mutex((second: time_t.min, text: ""))

    static func text(at date: Date) -> String {
        let second = time_t(date.timeIntervalSince1970.rounded(.down))
        return latest.withLock { latest in
            if latest.second != second { latest = (second, format(second)) }
            return latest.text
        }
    }

    private static func format(_ second: time_t) -> String {
        var (second, parts) = (second, tm())
        localtime_r(&second, &parts)
        var buffer = [CChar](repeating: 0, count: 64)
        let count = strftime(&buffer, buffer.count, "%Y-%m-%dT%H:%M:%S%z", &parts)
        return String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
