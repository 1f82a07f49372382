import Avatars
import Foundation
import Instrumentation
import Logging
import WorkQueue

/// The folder of pictures, reached through the queue for files.
struct Pictures: Sendable {
    /// The program that pictures are made with is missing on this machine.
    struct Unavailable: Error {}

    let folder: AvatarFolder
    let files: WorkQueue
    /// Nil where the program for it is missing.
    let maker: AvatarMaker?
    let log: Logger
    let uploads = Counters<UploadOutcome>()
    private let cache = PictureCache()

    init(folder: AvatarFolder, files: WorkQueue, maker: AvatarMaker?, log: Logger) {
        self.folder = folder
        self.files = files
        self.maker = maker
        self.log = log
    }

    /// Whether pictures can be uploaded.
    var takesUploads: Bool { maker != nil }

    var cacheMetrics: CacheMetrics { cache.metrics }

    func newIncomingFile() async throws -> IncomingFile {
        try await files.run { [folder] in try folder.newIncomingFile() }
    }

    func append(_ data: Data, to file: IncomingFile) async throws {
        try await files.run { try file.append(data) }
    }

    /// Removes an upload that is of no use.
    func discard(_ file: IncomingFile?) async {
        guard let file else { return }
        // A full queue is no harm: the file removes itself when it is let go of.
        try? await files.run { file.discard() }
    }

    /// Makes the pictures that are served of an upload.
    ///
    /// - Throws: `ImageRejected`, ``Unavailable``, `WorkQueue.Full`.
    func make(from upload: IncomingFile) async throws -> AvatarName {
        guard let maker else { throw Unavailable() }
        return try await maker.make(from: upload)
    }

    func read(_ name: AvatarFileName) async throws -> Data? {
        try await cache.data(of: name) { try await files.run { [folder] in try folder.read(name) } }
    }

    /// Deletes a picture that no account has any more, of any version. What fails is deleted at the next start.
    func remove(_ name: String?) async {
        guard let name else { return }
        do {
            // Those who ask for pictures, however many they are, do not keep any from being deleted.
            let delete = { try await files.run(in: .reserved) { [folder] in try folder.remove(named: name) } }
            if let avatar = AvatarName(name) {
                try await cache.remove(avatar, deleting: delete)
            } else {
                try await delete()
            }
        } catch {
            log.warning("could not delete a picture", metadata: ["picture": "\(name)", "error": "\(error)"])
        }
    }
}
