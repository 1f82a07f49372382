import Accounts

/// A room whose messages arrive while one reads: the page around the frames.
struct LiveRoomView: View {
    static let template = "live-room.html"
    static var fields: [Field<Self>] {
        RoomHead.fields.map { $0.of { try $1($0.head) } } + [
            .text("keeperPath", \.keeperPath),
            .text("composePath") { $0.head.canWrite ? $0.composePath : nil },
        ]
    }

    private var head: RoomHead
    private let keeperPath: String
    private let composePath: String

    init(_ head: RoomHead, language: Language, composePath: String) {
        self.head = head
        self.composePath = composePath
        // The stream would keep the page from ever being complete.
        keeperPath = paths.keeper(head.title.reference, KeeperName(.b, in: language))
        self.head.reconnectPath = paths.keeper(head.title.reference, KeeperName(.a, in: language))
    }
}

/// See ``KeeperName``.
struct KeeperView: View {
    static let template = "keeper.html"
    static var fields: [Field<Self>] {
        [
            .text("contentPath", \.contentPath),
            .text("nextPath") { paths.keeper($0.room, $0.name.other) },
        ]
    }

    let room: RoomReference
    let name: KeeperName

    private var contentPath: String { name.side == .a ? paths.messageStream(room) : paths.recentMessages(room) }
}
