import FlyingFox
import FlyingSocks
import Logging

/// FlyingFox's log in ours. FlyingFox logs every connection and request at `info`, and clients that leave at `error`. For
/// an operator, both are details.
struct ServerLogger: FlyingSocks.Logging {
    let log: Logger

    func logDebug(_ debug: @autoclosure () -> String) {
        log.trace("\(debug())")
    }

    func logInfo(_ info: @autoclosure () -> String) {
        log.trace("\(info())")
    }

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
