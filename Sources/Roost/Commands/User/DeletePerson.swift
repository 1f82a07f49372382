import Accounts
import ArgumentParser

struct DeletePerson: PersonCommand {
    struct NotConfirmed: Error, CustomStringConvertible {
        let description = "That is not the name. Nothing was deleted."
    }

    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Erase an account with all that belongs to it, for good.")

    @OptionGroup var person: PersonArgument

    @Flag(help: "Do not ask.")
    var yes = false

    @OptionGroup(visibility: .hidden) var flags: SettingsFlags

    func run(on site: AttachedSite, _ person: Person) async throws -> [String] {
        let name = person.user.username.text
        if !yes {
            let answer = Terminal.ask("This erases \(name) for good. Type the name to go on: ")
            guard answer == name else { throw NotConfirmed() }
        }
        if let picture = try await site.accounts.administration.delete(person.id, by: .commandLine) {
            site.removePicture(picture)
        }
        return ["\(name) is deleted."]
    }
}
