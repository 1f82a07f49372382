import Accounts
import Conversation

/// What a route in a room asks for. The handler takes it as proof, so it cannot be reached without.
///
/// A right may be lost while the handler runs: Conversation renews it in the transaction of each change.
struct RoomRight<Right: Sendable>: Sendable {
    private let find: @Sendable (Room.ID, User.ID) async throws -> Right

    fileprivate init(_ find: @escaping @Sendable (Room.ID, User.ID) async throws -> Right) {
        self.find = find
    }

    /// - Throws: ``SignInNeeded``, `AccessRefusal`.
    func admit(_ request: Request, to room: RoomReference) async throws -> RoomVisitor<Right> {
        let person = try await Access.signedIn.admit(request)
        return RoomVisitor(person: person, right: try await find(room.number, person.user.id))
    }
}

/// A person who asks for something in a room, with what they may do there.
struct RoomVisitor<Right: Sendable>: Sendable {
    let person: SignedIn
    let right: Right
}

extension RoomRight<RoomAccess> {
    /// Members, and for an open room everyone who is signed in.
    static func reader(of rooms: RoomService) -> RoomRight {
        RoomRight { try await rooms.access(to: $0, by: $1) }
    }
}

extension RoomRight<Member> {
    static func member(of rooms: RoomService) -> RoomRight {
        RoomRight { try await rooms.member(of: $0, by: $1) }
    }
}

extension RoomRight<RoomModerator> {
    /// Moderators and owners of the room, and administrators who can read it.
    static func moderator(of rooms: RoomService) -> RoomRight {
        RoomRight { try await rooms.access(to: $0, by: $1).moderator() }
    }
}

extension RoomRight<RoomManager> {
    /// Owners of the room, and administrators.
    static func manager(of rooms: RoomService) -> RoomRight {
        RoomRight { try await rooms.manager(of: $0, by: $1) }
    }
}
