import Logging

/// How log lines are written to standard error.
enum LogFormat: String, Sendable {
    case text, json

    func logger(level: Logger.Level, to writer: LogWriter = .standardError) -> Logger {
        var logger = Logger(label: "roost") { label in
            switch self {
            case .text: TextLogHandler(label: label) { writer.write($0, urgently: $1 >= .warning) }
            case .json: JSONLogHandler { writer.write($0, urgently: $1 >= .warning) }
            }
        }
        logger.logLevel = level
        return logger
    }
}
