import Accounts
import ArgumentParser

struct DisablePerson: PersonCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "Disable an account: end its sessions and refuse further sign-ins.")

    @OptionGroup var person: PersonArgument
    @OptionGroup(title: "The site") var flags: SiteFlags

    func run(on site: AttachedSite, _ person: Person) async throws -> [String] {
        try await site.accounts.administration.disable(person.id, by: .commandLine)
        return ["\(person.user.username.text) is disabled."]
    }
}

struct EnablePerson: PersonCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable", abstract: "Let a disabled person sign in again.")

    @OptionGroup var person: PersonArgument
    @OptionGroup(title: "The site") var flags: SiteFlags

    func run(on site: AttachedSite, _ person: Person) async throws -> [String] {
        try await site.accounts.administration.enable(person.id, by: .commandLine)
        return ["\(person.user.username.text) is enabled."]
    }
}

struct RemoveTwoFactor: PersonCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove-two-factor",
        abstract: "Turn off two-factor sign-in for a person who has lost both app and recovery codes.")

    @OptionGroup var person: PersonArgument
    @OptionGroup(title: "The site") var flags: SiteFlags

    func run(on site: AttachedSite, _ person: Person) async throws -> [String] {
        try await site.accounts.administration.removeTwoFactor(of: person.id, by: .commandLine)
        return ["\(person.user.username.text) signs in without a second factor."]
    }
}
