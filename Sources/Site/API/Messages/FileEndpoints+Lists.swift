import Accounts
import Conversation
import Foundation
import HTTP

extension FileEndpoints {
    /// One's own files, the newest first.
    func listOwn(_ request: Request, person: SignedIn) async throws -> Response {
        let (files, _) = try await attachments.files(of: person.user.id, before: try request.cursor() ?? .max)
        let next = files.count == AttachmentService.pageSize ? files.last?.attachment.id : nil
        return .page(
            files.map { SentFileResource($0.attachment, in: $0.room, $0.number, origin: origin) },
            next: next.map { String($0) })
    }

    /// Those of a room, those of the newest messages first.
    func list(_ request: Request, visitor: RoomVisitor<Member>) async throws -> Response {
        let place = try request.parameters()[.cursor].map { text in
            guard let place = FilePlace(text) else { throw APIError.badCursor }
            return place
        }
        let files = try await attachments.files(of: visitor.right, before: place.map { ($0.number, $0.id) })
        let next = files.count == AttachmentService.pageSize ? files.last : nil
        return .page(
            files.map { SentFileResource($0.attachment, in: visitor.right.room.id, $0.number, origin: origin) },
            next: next.map { FilePlace(number: $0.number, id: $0.attachment.id).text })
    }
}

/// A file with the message that it came with.
struct SentFileResource: Resource {
    static let properties: [Property<Self>] = [
        .one("attachment", \.attachment), .integer("room_id", \.room), .integer("number", \.number),
        .time("sent_at", \.sentAt),
    ]

    private let attachment: AttachmentResource
    private let room: Int64
    /// Nil for one whose message was not sent yet.
    private let number: Int64?
    private let sentAt: Date

    init(_ attachment: Attachment, in room: Room.ID, _ number: Int64?, origin: String) {
        self.attachment = AttachmentResource(attachment, origin: origin)
        (self.room, self.number, sentAt) = (room, number, attachment.createdAt)
    }

    private init(example attachment: AttachmentResource) {
        (self.attachment, room, number, sentAt) = (attachment, 12, 40, .example)
    }

    static var example: Self { Self(example: .example) }
}

/// A former text of a message, for moderators.
struct MessageVersionResource: Resource {
    static let properties: [Property<Self>] = [
        .integer("revision", \.revision), .text("body", \.body), .time("written_at", \.writtenAt),
    ]

    let revision: Int64
    let body: String
    let writtenAt: Date

    static var example: Self { Self(revision: 57, body: "The beans are up.", writtenAt: .example) }
}
