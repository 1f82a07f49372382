import Accounts
import Conversation
import Crypto
import Foundation
import PathKit

@testable import Media
@testable import Roost

/// Sends files to a site, also in a task beside the test's.
struct FileSender: Sendable {
    let conversation: Conversation
    let uploads: String

    /// Sends a file to a room as the site does: the row comes first.
    ///
    /// - Parameter thumbnail: of a picture.
    func send(
        _ content: Data, named name: String = "notes.txt", type: String = "text/plain", thumbnail: Data? = nil,
        in room: Room.ID, by person: User.ID
    ) async throws -> AttachmentName {
        let member = try await conversation.rooms.member(of: room, by: person)
        let sha256 = Data(SHA256.hash(data: content))
        let size: Int? = thumbnail == nil ? nil : 640
        let file = NewAttachment(
            name: FileName(name), type: type, bytes: content.count, width: size, height: size, sha256: sha256)
        let id = try await conversation.attachments.insert([file], by: member)[0]
        let stored = AttachmentName(id: id, sha256: sha256)
        let folder = try MediaFolder(path: Path(uploads))
        for (part, bytes) in [(AttachmentFile.Part.whole, content), (.thumbnail, thumbnail)] {
            guard let bytes else { continue }
            let incoming = try folder.newIncomingFile()
            try incoming.append(bytes)
            try folder.keep([(incoming, stored.file(part))])
        }
        return stored
    }

    /// Posts a message with a file.
    @discardableResult
    func post(
        _ content: Data, named name: String = "notes.txt", type: String = "text/plain", thumbnail: Data? = nil,
        in room: Room.ID, by person: User.ID
    ) async throws -> AttachmentName {
        let file = try await send(
            content, named: name, type: type, thumbnail: thumbnail, in: room, by: person)
        let draft = MessageDraft(try MessageBody("With \(name)"), key: MessageKey(), attachments: [file.id])
        _ = try await conversation.messages.post(draft, as: conversation.rooms.member(of: room, by: person))
        return file
    }

    /// Removes what belongs to no message any more, as the site does.
    func removeReleased() async throws {
        for file in try await conversation.attachments.released() {
            let name = AttachmentName(id: file.id, sha256: file.sha256)
            for file in name.files { try MediaFolder(path: Path(uploads)).remove(file) }
            try await conversation.attachments.forget([file.id])
        }
    }
}

extension OpenSite {
    var sender: FileSender { FileSender(conversation: conversation, uploads: uploads.string) }

    func path(of file: AttachmentName, _ part: AttachmentFile.Part = .whole) -> Path {
        uploads + file.file(part).description
    }

    /// The files of a room's messages, by name.
    func files(in room: Room.ID, by person: User.ID) async throws -> [String] {
        let member = try await conversation.rooms.member(of: room, by: person)
        return try await conversation.attachments.files(of: member).map(\.attachment.name).sorted()
    }
}
