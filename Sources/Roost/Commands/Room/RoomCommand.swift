import ArgumentParser
import Conversation

struct RoomCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "room",
        abstract: "Manage rooms; works while the site is running.",
        discussion: """
            ROOM is the number that 'roost room list' shows, or the room's part of an address, such as 12-garden. The \
            settings are those of 'roost serve'. Run it as the user that the site runs as. Messages and \
            direct conversations are never shown.
            """,
        subcommands: [
            ListRooms.self, CreateRoom.self, ArchiveRoom.self, ReopenRoom.self, ListMembers.self, AddMember.self,
            DeleteRoom.self,
        ])
}

/// A command about one room.
protocol OneRoomCommand: SiteCommand {
    var room: RoomArgument { get }

    func run(on site: AttachedSite, _ manager: RoomManager) async throws -> [String]
}

extension OneRoomCommand {
    func run(on site: AttachedSite) async throws -> [String] {
        try await run(on: site, site.manager(of: room.room))
    }
}

struct RoomArgument: ParsableArguments {
    @Argument(help: "The room's number.")
    var room: String
}

extension AttachedSite {
    struct NoSuchRoom: Error, CustomStringConvertible {
        let name: String
        var description: String { "There is no room \"\(name)\". 'roost room list' shows their numbers." }
    }

    /// The operator's right to a room.
    ///
    /// - Parameter name: its number, or its part of an address, such as `12-garden`.
    func manager(of name: String) async throws -> RoomManager {
        let number = name.split(separator: "-", maxSplits: 1).first.flatMap { Room.ID($0) }
        do {
            return try await conversation.rooms.manager(of: number ?? 0, by: Operator())
        } catch AccessRefusal.notFound {
            throw NoSuchRoom(name: name)
        }
    }
}
