import FlyingFox
import FlyingSocks
import Logging

/// FlyingFox's log in ours. FlyingFox logs clients that leave at `error`; for an operator, these are details.
struct ServerLogger: FlyingSocks.Logging {
    let log: Logger

    func logDebug(_ debug: @autoclosure () -> String) {
        log.trace("\(debug())")
    }

    /// Nothing: here FlyingFox writes every request with its path, which may be a secret. The site logs requests itself.
    func logInfo(_ info: @autoclosure () -> String) {}

    func logWarning(_ warning: @autoclosure () -> String) {
        log.debug("\(warning())")
    }

    func logError(_ error: @autoclosure () -> String) {
        log.debug("\(error())")
    }

    func logCritical(_ critical: @autoclosure () -> String) {
        log.debug("\(critical())")
    }
}
