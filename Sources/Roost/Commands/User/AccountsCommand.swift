import Accounts
import ArgumentParser

/// A command about accounts.
protocol AccountsCommand: AsyncParsableCommand {
    var flags: SettingsFlags { get }

    /// Runs the command and returns the lines to print.
    func run(on site: AttachedSite) async throws -> [String]
}

extension AccountsCommand {
    func run() async throws {
        do {
            let site = try AttachedSite(flags.settings())
            let lines = try await run(on: site)
            try site.close()
            for line in lines { Terminal.say(line) }
        } catch {
            throw UserFacingError(CommandProblem(error))
        }
    }
}

/// A command about one account.
protocol PersonCommand: AccountsCommand {
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
