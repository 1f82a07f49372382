import Logging

/// Runs `body` until the task is cancelled, with a pause after each time. What has failed is logged, and tried again after
/// the pause.
///
/// - Parameters:
///   - failure: what the log says of a failure, in front of the error.
///   - body: takes how often it has run. It may end all by throwing `CancellationError`.
public func repeatUntilCancelled(
    every pause: Duration, _ log: Logger, failure: Logger.Message,
    _ body: @Sendable (_ round: Int) async throws -> Void
) async {
    var round = 0
    while !Task.isCancelled {
        do {
            try await body(round)
        } catch is CancellationError {
            return
        } catch {
            log.error(failure, metadata: ["error": "\(error)"])
        }
        round += 1
        try? await Task.sleep(for: pause)
    }
}
