import Avatars
import Foundation
import Logging
import PathKit
import WorkQueue

extension Pictures {
    /// Pictures that may wait for their turn to be made: at a second each, as long as people wait for a page.
    static let waitingUploads = 64

    /// Opens the folder and clears it of uploads that were under way when the site last stopped. Says in the log when
    /// none can be taken.
    static func open(_ settings: SiteSettings, log: Logger) async throws -> Pictures {
        let files = WorkQueue(label: "roost.files", width: 4, depth: 1000)
        let location = settings.uploads
        let folder = try await files.run { try AvatarFolder(path: Path(location)) }
        let leftovers = try await files.run { try folder.removeIncoming() }
        if leftovers > 0 { log.notice("removed unfinished uploads", metadata: ["count": "\(leftovers)"]) }
        return Pictures(folder: folder, files: files, maker: maker(settings, folder, files, log), log: log)
    }

    private static func maker(
        _ settings: SiteSettings, _ folder: AvatarFolder, _ files: WorkQueue, _ log: Logger
    ) -> AvatarMaker? {
        do {
            // Half of the cores at most make pictures, so that pages go on.
            let width = min(2, max(1, ProcessInfo.processInfo.activeProcessorCount / 2))
            return AvatarMaker(
                folder: folder, files: files,
                tool: try PictureTool(searching: settings.programs, launcher: settings.launcher),
                limits: settings.pictureLimits, width: width, depth: waitingUploads)
        } catch {
            log.error("no pictures can be uploaded", metadata: ["reason": "\(error)"])
            return nil
        }
    }
}
