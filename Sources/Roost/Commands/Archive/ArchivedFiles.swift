import Conversation
import Media
import PathKit
import Site
import WorkQueue

/// Puts the files of messages back that an archive has. The archive was checked before, but it may come from anywhere: only
/// the bytes say what a file is.
struct ArchivedFiles: Sendable {
    let archive: RoomArchive
    let site: AttachedSite
    let disk: WorkQueue

    /// - Throws: ``RoomArchive/Unreadable`` for a file that no site keeps so, `FileError`.
    func put(back message: ArchivedMessage, of archived: Room.ID, into room: Room) async throws {
        let folder = try await disk.run { [path = site.settings.uploads] in try MediaFolder(path: Path(path)) }
        let files = AttachmentFiles(MediaStore(folder, files: disk), images: nil)
        for file in message.files {
            let entries = file.entries(in: archived)
            guard let whole = entries.first else { continue }
            let unpacked = try await disk.run { try entries.map { try unpack($0, into: folder) } }
            let taken = try await files.takeBack(
                unpacked[0], thumbnail: unpacked.count > 1 ? unpacked[1] : nil, sha256: file.sha256)
            guard let taken else { throw RoomArchive.invalid(whole.name) }
            try await put(back: taken, named: file.name, of: message, into: room, files)
        }
    }

    private func unpack(_ entry: RoomArchiveEntry, into folder: MediaFolder) throws -> IncomingFile {
        let file = try folder.newIncomingFile()
        try archive.read(entry) { try file.append($0) }
        return file
    }

    /// The row comes first. A run that was interrupted between the two is made good by the next one.
    private func put(
        back file: PreparedAttachment, named name: String, of message: ArchivedMessage, into room: Room,
        _ files: AttachmentFiles
    ) async throws {
        let row = NewAttachment(file, named: FileName(name))
        guard let id = try await site.conversation.archive.insert(row, of: message, in: room),
            try await files.open(AttachmentName(id: id, sha256: file.sha256).file(.whole)) == nil
        else {
            await files.discard([file])
            return
        }
        try await files.keep([(file, id)])
    }
}
