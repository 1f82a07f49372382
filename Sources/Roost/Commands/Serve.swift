import ArgumentParser
import Foundation
import Site

struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the site.",
        discussion: "Every option can also be set in the environment: --public-url is ROOST_PUBLIC_URL.")

    @OptionGroup var flags: SettingsFlags

    func run() async throws {
        do {
            let launch = try Application(try flags.settings())
            let address = launch.settings.publicURL.absoluteString
            try await launch.run { port in
                Terminal.say("Roost is at \(address) (port \(port)). Press Ctrl-C to stop.")
            }
        } catch {
            throw UserFacingError(CommandProblem(error))
        }
    }
}
