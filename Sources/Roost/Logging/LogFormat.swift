import Logging

/// How log lines are written to standard error.
enum LogFormat: String, Sendable {
    case text, json

    func logger(level: Logger.Level) -> Logger {
        var logger = Logger(label: "roost") { _ in
            switch self {
            case .text: StreamLogHandler.standardError(label: "roost")
            case .json: JSONLogHandler()
            }
        }
        logger.logLevel = level
        return logger
    }
}
