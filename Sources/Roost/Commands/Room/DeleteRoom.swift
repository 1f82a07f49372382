import ArgumentParser
import Conversation

struct DeleteRoom: OneRoomCommand {
    struct NotConfirmed: Error, CustomStringConvertible {
        let description = "The name does not match. Nothing was deleted."
    }

    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete a room and everything that was said in it, permanently.")

    @OptionGroup var room: RoomArgument

    @Flag(help: "Do not ask.")
    var yes = false

    @OptionGroup(title: "The site") var flags: SiteFlags

    func run(on site: AttachedSite, _ manager: RoomManager) async throws -> [String] {
        let name = manager.room.name
        if !yes {
            let contents = try await site.conversation.rooms.contents(for: manager)
            let answer = Terminal.ask(
                """
                This permanently deletes "\(name)", with \(Int(contents.messages).counted("message")) and \
                \(contents.files.counted("file")). Type the room's name to continue: 
                """)
            guard answer == name else { throw NotConfirmed() }
        }
        try await site.conversation.rooms.delete(by: manager)
        return ["Deleted \"\(name)\"."]
    }
}
