import PathKit
import Storage

extension Application {
    /// The database and the folder of uploads do not belong together.
    struct WrongUploads: Error, CustomStringConvertible {
        let description: String
    }

    /// Refuses to start with one part of a site alone, as where a disk is not mounted.
    ///
    /// A new site would remove the uploads of another one, as its database knows none of them. And what people upload into
    /// a folder that stands in for another is lost with it.
    ///
    /// - Throws: ``WrongUploads``.
    static func requireUploads(of settings: Settings, isNew: Bool) throws {
        let (database, folder) = (Path(settings.database).absolute(), Path(settings.uploads).absolute())
        if isNew, let upload = try UploadsFolder.firstUpload(in: folder) {
            throw WrongUploads(
                description: """
                    There is no database \(database), and \(upload) has been uploaded to a site before. If it is this \
                    one, put its database back, or say where it is (--database, ROOST_DATABASE). For a new site, use \
                    another folder (--uploads, ROOST_UPLOADS).
                    """)
        }
        // What is wrong with the database is said when it is opened.
        guard !isNew, !folder.exists, let uploads = try? Self.uploads(of: settings), !uploads.isEmpty else { return }
        throw WrongUploads(
            description: """
                The folder \(folder) does not exist, and people have uploaded \(uploads.counts.joined(separator: " and ")). \
                If it is elsewhere, say where (--uploads, ROOST_UPLOADS). If all is lost, make an empty folder.
                """)
    }

    private static func uploads(of settings: Settings) throws -> Set<Upload> {
        let file = try DatabaseFile(reading: settings.database)
        defer { try? file.close() }
        return try file.uploads()
    }
}
