import ArgumentParser

/// A command about people or rooms, for a site that may be running.
protocol SiteCommand: AsyncParsableCommand {
    var flags: SiteFlags { get }
    /// Whether the command makes the database where there is none.
    var makesDatabase: Bool { get }

    /// Checks what can be checked without the site.
    func checkArguments() throws

    /// Runs the command and returns the lines to print.
    func run(on site: AttachedSite) async throws -> [String]
}

extension SiteCommand {
    var makesDatabase: Bool { false }

    func checkArguments() throws {}

    func run() async throws {
        var database: String?
        do {
            let settings = try flags.settings()
            database = settings.database
            try checkArguments()
            let site = try AttachedSite(settings, makesDatabase: makesDatabase)
            let lines = try await run(on: site)
            try site.close()
            for line in lines { try Terminal.say(line) }
        } catch {
            throw UserFacingError(CommandProblem(error, database: database))
        }
    }
}
