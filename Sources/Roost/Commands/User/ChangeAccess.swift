import Accounts
import ArgumentParser

struct DisablePerson: PersonCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "Keep a person out: sessions end, and signing in is refused.")

    @OptionGroup var person: PersonArgument
    @OptionGroup(visibility: .hidden) var flags: SettingsFlags

    func run(on site: AttachedSite, _ person: Person) async throws -> [String] {
        try await site.accounts.administration.disable(person.id, by: .commandLine)
        return ["\(person.user.username.text) is disabled."]
    }
}

struct EnablePerson: PersonCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable", abstract: "Let a person who was disabled sign in again.")

    @OptionGroup var person: PersonArgument
    @OptionGroup(visibility: .hidden) var flags: SettingsFlags

    func run(on site: AttachedSite, _ person: Person) async throws -> [String] {
        try await site.accounts.administration.enable(person.id, by: .commandLine)
        return ["\(person.user.username.text) is enabled."]
    }
}

struct RemoveTwoFactor: PersonCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove-two-factor",
        abstract: "Switch off two-factor sign-in of a person who has lost the app and the recovery codes.")

    @OptionGroup var person: PersonArgument
    @OptionGroup(visibility: .hidden) var flags: SettingsFlags

    func run(on site: AttachedSite, _ person: Person) async throws -> [String] {
        try await site.accounts.administration.removeTwoFactor(of: person.id, by: .commandLine)
        return ["\(person.user.username.text) signs in without a second factor."]
    }
}
