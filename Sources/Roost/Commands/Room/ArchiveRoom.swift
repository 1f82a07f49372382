import ArgumentParser
import Conversation

struct ArchiveRoom: OneRoomCommand {
    static let configuration = CommandConfiguration(
        commandName: "archive", abstract: "Archive a room: it can be read, and nothing changes in it.")

    @OptionGroup var room: RoomArgument
    @OptionGroup(title: "The site") var flags: SiteFlags

    func run(on site: AttachedSite, _ manager: RoomManager) async throws -> [String] {
        try await site.conversation.rooms.archive(by: manager)
        return ["\"\(manager.room.name)\" is archived."]
    }
}

struct ReopenRoom: OneRoomCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen", abstract: "Let people write in an archived room again.")

    @OptionGroup var room: RoomArgument
    @OptionGroup(title: "The site") var flags: SiteFlags

    func run(on site: AttachedSite, _ manager: RoomManager) async throws -> [String] {
        try await site.conversation.rooms.reopen(by: manager)
        return ["\"\(manager.room.name)\" is open for messages."]
    }
}
