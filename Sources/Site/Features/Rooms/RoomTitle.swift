import Conversation

/// What a room is called where a person sees it: by its name, or a direct conversation by the others in it.
struct RoomTitle: Hashable, Sendable {
    let text: Text
    let reference: RoomReference
    /// The page of the only other person in a direct conversation; nil otherwise.
    let personPath: String?
    private let kind: Room.Kind

    var path: String { paths.room(reference) }
    var isDirect: Bool { kind == .direct }

    /// - Parameter others: who is in a direct conversation, without the person who sees the title.
    init(_ room: Room, with others: [Participant] = []) {
        self.init(room.id, room.kind, room.name, others)
    }

    /// - Parameter room: one that the person who sees the title may read.
    init(_ room: RoomSummary) {
        self.init(room.id, room.kind, room.name, room.people)
    }

    private init(_ id: Room.ID, _ kind: Room.Kind, _ name: String, _ others: [Participant]) {
        self.kind = kind
        personPath = kind == .direct && others.count == 1 ? others[0].path : nil
        text = kind == .direct ? Text(namesOf: others) : Text(verbatim: name)
        reference = RoomReference(
            id, name: kind == .direct ? others.map(\.username).joined(separator: " ") : name)
    }

    /// The path of the room with this message in view.
    func path(at number: Int64) -> String { reference.path(at: number) }
}

extension Text {
    /// What a room is called where nobody may be named.
    ///
    /// - Parameter name: empty for a direct conversation.
    init(roomCalled name: String) {
        self = name.isEmpty ? Text("Direct conversation") : Text(verbatim: name)
    }

    /// The names of the others in a direct conversation.
    fileprivate init(namesOf others: [Participant]) {
        self = others.isEmpty ? Text(author: nil) : Text(listing: others.map(\.nickname), of: others.count)
    }
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
