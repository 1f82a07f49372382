import Foundation
import Logging
import Support

/// Writes a JSON object a line: `time`, `level`, `message`, and the metadata under its own names. Metadata that is a
/// number in the program is one in the line.
struct JSONLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info
    private let write: @Sendable (Data, Logger.Level) -> Void

    init(write: @escaping @Sendable (Data, Logger.Level) -> Void) {
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var fields = metadata.merging(event.metadata ?? [:]) { $1 }.mapValues(JSONLogValue.init)
        fields["time"] = .text(Date().ISO8601Format(Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
        fields["level"] = .text(event.level.rawValue)
        fields["message"] = .text(event.message.description)
        guard var line = try? JSONEncoder.stable.encode(fields) else { return }
        line.append(UInt8(ascii: "\n"))
        write(line, event.level)
    }
}

private enum JSONLogValue: Encodable {
    case text(String)
    case integer(Int64)
    case number(Double)

    init(_ value: Logger.Metadata.Value) {
        guard case .stringConvertible(let value) = value else {
            self = .text(value.description)
            return
        }
        self =
            switch value {
            case let number as any BinaryInteger: Int64(exactly: number).map(Self.integer) ?? .text("\(number)")
            case let number as Double where number.isFinite: .number(number)
            default: .text(value.description)
            }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .integer(let number): try container.encode(number)
        case .number(let number): try container.encode(number)
        }
    }
}
