import Conversation

/// What a room is called where a person sees it: by its name, or a direct conversation by the others in it.
struct RoomTitle: Hashable, Sendable {
    let text: Text
    let reference: RoomReference
    private let kind: Room.Kind

    var path: String { paths.room(reference) }
    var isDirect: Bool { kind == .direct }

    /// - Parameter others: who is in a direct conversation, without the person who sees the title.
    init(_ room: Room, with others: [Participant] = []) {
        kind = room.kind
        if room.kind == .direct {
            let names = others.map(\.nickname).joined(separator: ", ")
            text = names.isEmpty ? Text("Former member") : Text(verbatim: names)
            reference = RoomReference(room.id, name: others.map(\.username).joined(separator: " "))
        } else {
            text = Text(verbatim: room.name)
            reference = RoomReference(room.id, name: room.name)
        }
    }

    init(_ entry: RoomListEntry) {
        self.init(entry.room, with: entry.people)
    }

    /// The path of the room with this message in view.
    func path(at number: Int64) -> String { reference.path(at: number) }
}

extension RoomReference {
    /// The path of the room with this message in view.
    func path(at number: Int64) -> String { "\(paths.room(self))?at=\(number)#m\(number)" }
}

extension SiteContext {
    /// The title of a room that the person may read.
    func title(of access: RoomAccess) async throws -> RoomTitle {
        guard access.room.kind == .direct else { return RoomTitle(access.room) }
        let members = try await conversation.memberships.page(of: access).members
        return RoomTitle(access.room, with: members.map(\.participant).filter { $0.id != access.person })
    }
}
