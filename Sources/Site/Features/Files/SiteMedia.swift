import Foundation
import Logging
import Media
import PathKit
import WorkQueue

/// What keeps the site's uploads: people's avatars and the files of messages, in one folder.
struct SiteMedia: Sendable {
    /// Uploads that may wait for their turn to be processed. At a second each, that is as long as people wait for a page.
    private static let waitingUploads = 64

    let avatars: AvatarStore
    let attachments: AttachmentFiles

    /// Opens the folder, and removes uploads that were in progress when the site last stopped. Logs an error if no pictures
    /// can be made.
    init(_ settings: SiteSettings, log: Logger) async throws {
        let files = WorkQueue(label: "roost.files", width: 4, depth: 1000)
        let location = settings.uploads
        let folder = try await files.run { try MediaFolder(path: Path(location)) }
        let leftovers = try await files.run { try folder.removeIncoming() }
        if leftovers > 0 { log.notice("removed incomplete uploads", metadata: ["count": "\(leftovers)"]) }
        let (media, images) = (MediaStore(folder, files: files), Self.images(settings, files, log))
        avatars = AvatarStore(media, images: images) { avatar, error in
            log.warning("could not remove a picture", metadata: ["picture": "\(avatar)", "error": "\(error)"])
        }
        attachments = AttachmentFiles(
            media, images: images, films: Self.films(settings, log), scan: Self.scan(settings, log))
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

    private static func films(_ settings: SiteSettings, _ log: Logger) -> FilmTool? {
        do {
            return try FilmTool(searching: settings.programs, launcher: settings.launcher)
        } catch {
            log.info("films are shown without a still", metadata: ["reason": "\(error)"])
            return nil
        }
    }

    private static func scan(_ settings: SiteSettings, _ log: Logger) -> VirusScan? {
        settings.virusScanner.map { scanner, isRequired in
            VirusScan(with: scanner, isRequired: isRequired) { error in
                log.error(
                    "a file could not be scanned for malware",
                    metadata: ["file": isRequired ? "refused" : "accepted", "error": "\(error)"])
            }
        }
    }
}
