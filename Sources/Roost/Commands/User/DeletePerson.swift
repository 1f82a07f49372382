import Accounts
import ArgumentParser

struct DeletePerson: PersonCommand {
    struct NotConfirmed: Error, CustomStringConvertible {
        let description = "The username does not match. Nothing was deleted."
    }

    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete an account and everything that belongs to it, permanently.")

    @OptionGroup var person: PersonArgument

    @Flag(help: "Do not ask.")
    var yes = false

    @OptionGroup(visibility: .hidden) var flags: SettingsFlags

    func run(on site: AttachedSite, _ person: Person) async throws -> [String] {
        let name = person.user.username.text
        if !yes {
            let answer = Terminal.ask("This permanently deletes \(name). Type the username to continue: ")
            guard answer == name else { throw NotConfirmed() }
        }
        try await site.delete(person)
        return ["Deleted \(name)."]
    }
}
