import Conversation
import Logging
import Media
import Support

/// Removes the files of messages that were deleted, and those whose message never came.
struct AttachmentUpkeep: Sendable {
    static let interval: Duration = .seconds(30)

    let attachments: AttachmentService
    let files: AttachmentFiles
    let log: Logger

    /// Runs until its task is cancelled.
    func run() async {
        await repeatUntilCancelled(
            every: Self.interval, log, failure: "files could not be removed, will try again"
        ) { _ in try await removeUnused() }
    }

    /// The bytes go first: a row that is left behind is found again, a file would not be.
    func removeUnused() async throws {
        try await attachments.releaseStale()
        while true {
            let released = try await attachments.released()
            guard !released.isEmpty else { return }
            try Task.checkCancellation()
            try await files.remove(released.map(\.storedName))
            try await attachments.forget(released.map(\.id))
        }
    }
}
