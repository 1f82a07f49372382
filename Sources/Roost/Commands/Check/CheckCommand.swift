import ArgumentParser

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check settings, database, pictures and files; safe while the site is running.",
        discussion: """
            Looks at the settings, the database, the pictures, who can read the files, the programs that pictures are made \
            with, and the room on the disk: a line for each. Ends with status 1 when something is wrong. Nothing is \
            changed.

            The settings are those of 'roost serve', in the environment or as flags. Run it as the user that the site \
            runs as. It reads every picture and the whole database.
            """)

    @Flag(help: "Also read every file of a message and compare it with its checksum.")
    var readFiles = false

    @OptionGroup(visibility: .hidden) var flags: SettingsFlags

    func run() async throws {
        let findings = try await findings()
        for line in TextTable.lines(findings.map { [$0.grade.rawValue, $0.subject, $0.text] }) { Terminal.say(line) }
        if findings.contains(where: { $0.grade == .wrong }) { throw ExitCode(1) }
    }

    private func findings() async throws -> [Finding] {
        let settings: Settings
        do { settings = try flags.settings() } catch let mistakes as Settings.Mistakes {
            return mistakes.lines.map { .wrong("settings", $0) }
        }
        do {
            return try await Interruptible.run { [readFiles] in
                try SiteCheck(settings, readsFiles: readFiles).findings(until: $0)
            }
        } catch {
            throw UserFacingError(CommandProblem(error))
        }
    }
}
