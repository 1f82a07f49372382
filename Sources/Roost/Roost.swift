import ArgumentParser
import Media
import Storage

@main
struct Roost: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "roost",
        abstract: "A self-hosted site for a community.",
        version: "\(version) (commit \(commit), SQLite \(Database.engineVersion))",
        subcommands: [
            Serve.self, Demo.self, UserCommand.self, RoomCommand.self, ArchiveCommand.self, BackupCommand.self,
            RestoreCommand.self,
            CheckCommand.self,
        ])

    static let version = "0.1.0"

    static func main() async {
        Terminal.openStandardFiles()
        Sandbox.enterIfAsked()
        Sandbox.hideMemory()
        await main(nil)
    }
}
