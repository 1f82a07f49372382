import ArgumentParser

/// A command about people or rooms, for a site that may be running.
protocol SiteCommand: AsyncParsableCommand {
    var flags: SettingsFlags { get }

    /// Runs the command and returns the lines to print.
    func run(on site: AttachedSite) async throws -> [String]
}

extension SiteCommand {
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
