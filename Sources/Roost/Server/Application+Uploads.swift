import PathKit
import Storage

extension Application {
    /// Warns of a database and a folder of uploads that do not belong together, as where a disk is not mounted, or a name
    /// has a typing mistake. Pictures that are older than the site's accounts stay (``AvatarUpkeep``).
    func warnOfUploads() {
        let folder = Path(settings.uploads).absolute()
        if isNew, hadUploads {
            log.error(
                "the site is new, and its folder has uploads of another one: if that is this site, put its database back",
                metadata: ["uploads": "\(folder)"])
        }
        guard !isNew, !hadUploads, let uploads = try? uploads(), !uploads.isEmpty else { return }
        log.error(
            "the folder of uploads is empty, and people have uploaded something: is a disk not mounted?",
            metadata: ["uploads": "\(folder)", "missing": "\(uploads.counts.joined(separator: ", "))"])
    }

    private func uploads() throws -> Set<Upload> {
        let file = try DatabaseFile(reading: settings.database)
        defer { try? file.close() }
        return try file.uploads()
    }
}
