import Avatars
import Foundation
import Logging
import WorkQueue

/// The folder of pictures, reached through the queue for files.
struct Pictures: Sendable {
    let folder: AvatarFolder
    let files: WorkQueue
    let log: Logger

    func newIncomingFile() async throws -> IncomingFile {
        try await files.run { [folder] in try folder.newIncomingFile() }
    }

    func append(_ data: Data, to file: IncomingFile) async throws {
        try await files.run { try file.append(data) }
    }

    /// - Throws: `ImageRejected`.
    func keep(_ file: IncomingFile) async throws -> AvatarName {
        try await files.run { [folder] in try folder.keep(file) }
    }

    func read(_ name: AvatarName) async throws -> Data? {
        try await files.run { [folder] in try folder.read(name) }
    }

    /// Deletes a file that no account has any more. What fails is deleted at the next start.
    func remove(_ name: String?) async {
        guard let name = name.flatMap({ AvatarName($0) }) else { return }
        do {
            try await files.run { [folder] in try folder.remove(name) }
        } catch {
            log.warning("could not delete a picture", metadata: ["file": "\(name)", "error": "\(error)"])
        }
    }
}
