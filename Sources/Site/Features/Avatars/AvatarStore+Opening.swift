import Foundation
import Logging
import Media
import PathKit
import WorkQueue

extension AvatarStore {
    /// Uploads that may wait for their turn to be processed. At a second each, that is as long as people wait for a page.
    private static let waitingUploads = 64

    /// Opens the folder, and removes uploads that were in progress when the site last stopped. Logs an error if no avatars
    /// can be uploaded.
    static func open(_ settings: SiteSettings, log: Logger) async throws -> AvatarStore {
        let files = WorkQueue(label: "roost.files", width: 4, depth: 1000)
        let location = settings.uploads
        let folder = try await files.run { try MediaFolder(path: Path(location)) }
        let leftovers = try await files.run { try folder.removeIncoming() }
        if leftovers > 0 { log.notice("removed incomplete uploads", metadata: ["count": "\(leftovers)"]) }
        return AvatarStore(MediaStore(folder, files: files), images: images(settings, files, log)) { avatar, error in
            log.warning("could not remove a picture", metadata: ["picture": "\(avatar)", "error": "\(error)"])
        }
    }

    private static func images(_ settings: SiteSettings, _ files: WorkQueue, _ log: Logger) -> ImageProcessor? {
        do {
            // At most half of the cores, so that pages are still served.
            let width = min(2, max(1, ProcessInfo.processInfo.activeProcessorCount / 2))
            return ImageProcessor(
                files: files, tool: try ImageTool(searching: settings.programs, launcher: settings.launcher),
                limits: settings.imageLimits, width: width, depth: waitingUploads)
        } catch {
            log.error("no pictures can be uploaded", metadata: ["reason": "\(error)"])
            return nil
        }
    }
}
