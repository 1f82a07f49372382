import Accounts
import Conversation
import Foundation
import Live
import Support

/// Writes what happens in a room as Server-Sent Events (HTML standard, 9.2), whose data is JSON. The id of an event is
/// the room's revision.
struct LiveEvents: Sendable {
    /// A comment, which clients skip.
    static let heartbeat = Data(": still here\n\n".utf8)

    /// A message as programs get it.
    struct MessageJSON: Encodable {
        struct Person: Encodable {
            let username: String
            let nickname: String
            /// Whether it is a program.
            let isApp: Bool
        }

        struct File: Encodable {
            let name: String
            let type: String
            let bytes: Int
            let path: String
        }

        let number: Int64
        let revision: Int64
        let author: Person?
        let body: String
        let reply: Int64?
        let createdAt: Date
        let editedAt: Date?
        let deletedAt: Date?
        let pinnedAt: Date?
        let reactions: [String: Int]
        let files: [File]
        /// The reader has blocked its author.
        let isFolded: Bool
    }

    /// How far one of the others in a direct conversation has got.
    struct MarkJSON: Encodable {
        let username: String
        let delivered: Int64
        let read: Int64
    }

    private struct ReceiptsJSON: Encodable {
        let marks: [MarkJSON]
    }

    private struct PeopleJSON: Encodable {
        /// How many there are, where not all are named.
        var count: Int?
        let people: [String]
    }

    func parts(of changes: RoomChanges, as format: LiveFormat) throws -> [LivePart] {
        try changes.changes.map { change in
            let message = change.message
            return LivePart(
                .message(message.number), try event("message", MessageJSON(message, for: format), id: message.revision),
                revision: message.revision)
        }
    }

    func presence(_ people: PresentPeople) throws -> Data {
        try event("presence", PeopleJSON(count: people.count, people: people.named.map(\.nickname)))
    }

    func typing(_ people: [PresentPerson]) throws -> Data {
        try event("typing", PeopleJSON(people: people.map(\.nickname)))
    }

    func receipts(_ receipts: Receipts?) throws -> Data {
        try event("receipts", ReceiptsJSON(marks: MarkJSON.all(of: receipts)))
    }

    static func encode(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder.stable
        // As the rest of the API names what there is.
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return try encoder.encode(value)
    }

    private func event(_ name: String, _ value: some Encodable, id: Int64? = nil) throws -> Data {
        // JSON without white space has no line ends, so that one line of data holds it.
        let data = try Self.encode(value)
        let id = id.map { "id: \($0)\n" } ?? ""
        return Data("\(id)event: \(name)\ndata: ".utf8) + data + Data("\n\n".utf8)
    }
}

extension LiveEvents.MarkJSON {
    static func all(of receipts: Receipts?) -> [Self] {
        receipts?.marks.map {
            Self(username: $0.person.username, delivered: $0.deliveredNumber, read: $0.readNumber)
        } ?? []
    }
}

extension LiveEvents.MessageJSON {
    init(_ message: Message, for format: LiveFormat) {
        number = message.number
        revision = message.revision
        author = message.author.map { Person(username: $0.username, nickname: $0.nickname, isApp: $0.isApp) }
        body = message.text
        reply = message.reply?.number
        createdAt = message.createdAt
        editedAt = message.editedAt
        deletedAt = message.deletedAt
        pinnedAt = message.pinnedAt
        reactions = Dictionary(message.reactions.map { ($0.emoji.text, $0.count) }) { $1 }
        files = message.attachments.map { file in
            // Others than members learn only that there is a file.
            File(name: file.name, type: file.type, bytes: file.bytes, path: format.isMember ? file.path : "")
        }
        isFolded = format.blocked.contains(author: message.author)
    }
}
