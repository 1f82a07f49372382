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
            .text("room", \.room),
            .text("roomPath", \.roomPath),
            .text("path", \.path),
            .text("when", \.writtenAt.full),
            .text("whenISO", \.writtenAt.iso),
        ]
    }

    private let author: Text
    private let authorPath: String?
    private let room: Text
    /// The paths are nil where the reader may not see the room.
    private let roomPath: String?
    private let path: String?
    private let writtenAt: Timestamp

    /// - Parameter roomName: empty for a direct conversation.
    init(
        _ author: Participant?, in room: Room.ID, called roomName: String, _ number: Int64, at time: Date,
        zone: TimeZoneName?, isReadable: Bool = true
    ) {
        self.author = author.map { Text(verbatim: $0.nickname) } ?? Text("Former member")
        authorPath = author.map { paths.personPage(PersonName(username: $0.username)) }
        self.room = Text(roomCalled: roomName)
        let reference = RoomReference(room, name: roomName)
        roomPath = isReadable ? paths.room(reference) : nil
        path = isReadable ? reference.path(at: number) : nil
        writtenAt = Timestamp(time, in: zone)
    }
}

extension Text {
    /// - Parameter name: empty for a direct conversation.
    init(roomCalled name: String) {
        self = name.isEmpty ? Text("Direct conversation") : Text(verbatim: name)
    }
}
