import Accounts
import Conversation
import Foundation

/// Whose message it is, and where and when they wrote it, above what a page outside of the room shows of it.
struct MessageOrigin: View {
    static let template = "message-origin.html"
    static var fields: [Field<Self>] {
        [
            .text("author", \.author),
            .text("authorPath", \.authorPath),
            .text("handle", \.handle),
            .text("room", \.room),
            .text("roomPath", \.roomPath),
            .text("path", \.path),
            .text("when", \.writtenAt.full),
            .text("whenISO", \.writtenAt.iso),
        ]
    }

    private let author: Text
    private let authorPath: String?
    private let handle: String?
    private let room: Text
    /// Both paths are nil where the reader may not see the room.
    private let roomPath: String?
    private let path: String?
    private let writtenAt: Timestamp

    /// - Parameter unreadable: what the room is called for a reader who may not read it; nil if they may.
    init(
        _ author: Participant?, in summary: RoomSummary, _ number: Int64, at time: Date, zone: TimeZoneName?,
        unreadable: Text? = nil
    ) {
        let title = RoomTitle(summary)
        self.author = Text(author: author)
        (authorPath, handle) = (author?.path, author?.handle)
        room = unreadable ?? title.text
        roomPath = unreadable == nil ? title.path : nil
        path = unreadable == nil ? title.path(at: number) : nil
        writtenAt = Timestamp(time, in: zone)
    }
}
