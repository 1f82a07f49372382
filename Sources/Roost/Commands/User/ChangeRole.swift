import Accounts
import ArgumentParser

struct PromotePerson: PersonCommand {
    static let configuration = CommandConfiguration(
        commandName: "promote", abstract: "Make a person an administrator of the site.")

    @OptionGroup var person: PersonArgument
    @OptionGroup(title: "The site") var flags: SiteFlags

    func run(on site: AttachedSite, _ person: Person) async throws -> [String] {
        try await site.accounts.administration.setRole(.administrator, of: person.id, by: .commandLine)
        return ["\(person.user.username.text) is an administrator."]
    }
}

struct DemotePerson: PersonCommand {
    static let configuration = CommandConfiguration(
        commandName: "demote", abstract: "Make an administrator a member again.")

    @OptionGroup var person: PersonArgument
    @OptionGroup(title: "The site") var flags: SiteFlags

    func run(on site: AttachedSite, _ person: Person) async throws -> [String] {
        try await site.accounts.administration.setRole(.member, of: person.id, by: .commandLine)
        return ["\(person.user.username.text) is a member."]
    }
}
