import ArgumentParser
import Conversation

struct CreateRoom: SiteCommand {
    struct Unusable: Error, CustomStringConvertible {
        let description: String
    }

    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Create a room.",
        discussion: "A room without an owner is managed by the administrators of the site.")

    @Argument(help: "The name: 1 to \(RoomName.limit) characters.")
    var name: String

    @Option(help: "open, for everyone to find and join, or closed, where members add members.")
    var kind = NewRoom.Kind.open

    @Option(help: "What the room is for: up to \(RoomDescription.limit) characters.")
    var description = ""

    @Option(help: "The username of the owner (default: none).")
    var owner: String?

    @OptionGroup(title: "The site") var flags: SiteFlags

    func run(on site: AttachedSite) async throws -> [String] {
        let (name, description) = try texts()
        if let owner { _ = try await site.person(named: owner) }
        let room = try await site.conversation.rooms.create(kind, name: name, description: description, by: Operator())
        var lines = ["Created room \(room.id), \"\(room.name)\"."]
        if let owner {
            let manager = try await site.conversation.rooms.manager(of: room.id, by: Operator())
            try await site.conversation.memberships.add(username: owner, as: .owner, by: manager)
            lines.append("\(owner) owns it.")
        }
        return lines
    }

    private func texts() throws -> (RoomName, RoomDescription) {
        guard let name = try? RoomName(name) else {
            throw Unusable(description: "A room's name is one line of 1 to \(RoomName.limit) visible characters.")
        }
        guard let description = try? RoomDescription(description) else {
            throw Unusable(
                description: "A room's description is one line of at most \(RoomDescription.limit) characters.")
        }
        return (name, description)
    }
}

extension NewRoom.Kind: ExpressibleByArgument {}
