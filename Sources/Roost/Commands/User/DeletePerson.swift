import Accounts
import ArgumentParser
import Conversation

struct DeletePerson: PersonCommand {
    struct NotConfirmed: Error, CustomStringConvertible {
        let description = "The username does not match. Nothing was deleted."
    }

    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete an account and everything that belongs to it, permanently.",
        discussion: """
            Messages stay as those of a former member unless --messages remove is given. Closed rooms and direct \
            conversations that nobody else is in go with the account.
            """)

    @OptionGroup var person: PersonArgument

    @Option(help: "keep or remove what the person has written in rooms.")
    var messages = MessagesOfDeparted.keep

    @Flag(help: "Do not ask.")
    var yes = false

    @OptionGroup(title: "The site") var flags: SiteFlags

    func run(on site: AttachedSite, _ person: Person) async throws -> [String] {
        let name = person.user.username.text
        if !yes {
            let also = messages == .remove ? " and all that this person has written in rooms" : ""
            let answer = Terminal.ask("This permanently deletes \(name)\(also). Type the username to continue: ")
            guard answer == name else { throw NotConfirmed() }
        }
        try await site.delete(person, messages: messages)
        return ["Deleted \(name)."]
    }
}

extension MessagesOfDeparted: ExpressibleByArgument {}
