import ArgumentParser
import Foundation
import Site

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the site.",
        discussion: """
            Every option with a value can also be set in the environment and in a file of settings: --public-url is \
            ROOST_PUBLIC_URL.
            """)

    @OptionGroup var flags: SettingsFlags

    func run() async throws {
        var database: String?
        do {
            let settings = try flags.settings()
            database = settings.database
            try await Application.checkTemplates(settings)
            let launch = try Application(settings)
            let address = launch.settings.publicURL.absoluteString
            let steps = try await launch.firstSteps()
            try await launch.run { port in
                // It serves without a terminal as well.
                try? Terminal.say("Roost is at \(address) (port \(port)). Press Ctrl-C to stop.")
                for line in steps { try? Terminal.say(line) }
            }
        } catch {
            throw UserFacingError(CommandProblem(error, database: database))
        }
    }
}
