import Accounts
import ArgumentParser

/// A command about one account.
protocol PersonCommand: SiteCommand {
    var person: PersonArgument { get }

    func run(on site: AttachedSite, _ person: Person) async throws -> [String]
}

extension PersonCommand {
    func run(on site: AttachedSite) async throws -> [String] {
        try await run(on: site, site.person(named: person.name))
    }
}

struct PersonArgument: ParsableArguments {
    @Argument(help: "The person's username.")
    var name: String
}
