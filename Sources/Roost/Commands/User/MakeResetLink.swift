import Accounts
import ArgumentParser

struct MakeResetLink: PersonCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset-link", abstract: "Create a link for a person to set a new password.",
        discussion: "It works once, for an hour, and replaces any older link.")

    @OptionGroup var person: PersonArgument
    @OptionGroup(title: "The site") var flags: SiteFlags

    func run(on site: AttachedSite, _ person: Person) async throws -> [String] {
        let link = try await site.accounts.administration.makeResetLink(for: person.id, by: .commandLine)
        let isDisabled = person.user.disabledAt != nil
        return site.lines(for: link) + (isDisabled ? ["The account is disabled: nobody can sign in to it."] : [])
    }
}
