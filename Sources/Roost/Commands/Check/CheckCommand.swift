import ArgumentParser

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check settings, database, pictures and files; safe while the site is running.",
        discussion: """
            Looks at the settings, the database, the pictures, who can read the files, the programs that pictures are made \
            with, and the room on the disk: a line for each. Ends with status 1 when something is wrong. Nothing is \
            changed.

            The settings are those of 'roost serve': in a file (--config), in the environment or as flags ('roost serve \
            --help' lists them). Run it as the user that the site runs as. It reads every picture and the whole database.

            With --url, it also asks the site through the proxy in front of it, and says whether the proxy passes \
            responses on as they come, which live rooms need.
            """)

    @Flag(help: "Also read every file of a message and compare it with its checksum.")
    var readFiles = false

    @Option(help: "Also check the proxy, at the address that people use: https://roost.example.org.")
    var url: String?

    @Option(help: "Certificates to trust at that address, in place of the system's: a file in PEM.")
    var certificates: String?

    @OptionGroup(visibility: .hidden) var flags: SettingsFlags

    func run() async throws {
        let findings = try await findings()
        for line in TextTable.lines(findings.map { [$0.grade.rawValue, $0.subject, $0.text] }) {
            try Terminal.say(line)
        }
        if findings.contains(where: { $0.grade == .wrong }) { throw ExitCode(1) }
    }

    private func findings() async throws -> [Finding] {
        let settings: Settings
        do { settings = try flags.settings() } catch let mistakes as Settings.Mistakes {
            return mistakes.lines.map { .wrong("settings", $0) }
        }
        do {
            return try await Interruptible.run { [readFiles, url, certificates] signal in
                let findings = try SiteCheck(settings, readsFiles: readFiles).findings(until: signal)
                return findings + (url.map { [ProxyCheck.finding(at: $0, certificates: certificates)] } ?? [])
            }
        } catch {
            throw UserFacingError(CommandProblem(error))
        }
    }
}
