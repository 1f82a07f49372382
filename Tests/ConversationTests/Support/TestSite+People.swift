import Accounts
import Storage
import TestSupport

@testable import Conversation

extension TestSite {
    /// Makes a person with this name.
    @discardableResult
    func person(_ name: String, _ role: User.Role = .member) async throws -> User.ID {
        let now = clock.now.stored
        return try await database.write { db in
            try db.insert(
                """
                INSERT INTO user (username, nickname, passwordHash, avatarSeed, createdAt, role)
                VALUES (?, ?, '', 0, ?, ?) RETURNING id
                """, [name, name.capitalized, now, role.rawValue])
        }
    }

    func people(_ names: String...) async throws -> [User.ID] {
        var people: [User.ID] = []
        for name in names { people.append(try await person(name)) }
        return people
    }

    func disable(_ person: User.ID) async throws {
        try await execute("UPDATE user SET disabledAt = 1 WHERE id = ?", [person])
    }

    /// Makes a room owned by the first of the people, with the others in it.
    func room(
        _ kind: NewRoom.Kind = .closed, _ name: String = "Garden", of people: User.ID...
    ) async throws -> Room.ID {
        let room = try await conversation.rooms.create(
            kind, name: RoomName(name), description: RoomDescription(""), by: people[0])
        let manager = try await conversation.rooms.manager(of: room.id, by: people[0])
        for other in people.dropFirst() {
            try await conversation.memberships.add(username: self.name(of: other), by: manager)
        }
        return room.id
    }

    func name(of person: User.ID) async throws -> String {
        try await value("SELECT username FROM user WHERE id = ?", [person])
    }

    /// The room in which everyone is.
    func everyone() async throws -> Room.ID {
        try await value("SELECT id FROM room WHERE includesEveryone = 1")
    }
}

extension TestSite {
    func access(_ person: User.ID, _ room: Room.ID) async throws -> RoomAccess {
        try await conversation.rooms.access(to: room, by: person)
    }

    func member(_ person: User.ID, _ room: Room.ID) async throws -> Member {
        try await conversation.rooms.member(of: room, by: person)
    }

    func moderator(_ person: User.ID, _ room: Room.ID) async throws -> RoomModerator {
        try await access(person, room).moderator()
    }

    func manager(_ person: User.ID, _ room: Room.ID) async throws -> RoomManager {
        try await conversation.rooms.manager(of: room, by: person)
    }

    func setRole(_ role: Membership.Role, of person: User.ID, in room: Room.ID) async throws {
        try await execute(
            "UPDATE membership SET role = ? WHERE roomId = ? AND userId = ?", [role.rawValue, room, person])
    }
}
