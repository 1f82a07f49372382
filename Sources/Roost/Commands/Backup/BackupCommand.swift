import ArgumentParser
import Storage

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the site, which may be running, into one file.",
        discussion: """
            The file is a tar archive of the database, the pictures and the site's secret, with which the keys of \
            two-factor sign-in are sealed. A secret that is set (ROOST_SECRET, --secret) is not in it: keep it yourself. \
            Whoever has the file has the site, so only you may read it; keep it so.

            The settings are those of 'roost serve': ROOST_DATABASE or --database, ROOST_UPLOADS or --uploads. Run it as \
            the user that the site runs as. While it works, it needs room for a second copy of the database beside FILE.
            """)

    @Argument(help: "The backup, which must not be there yet.")
    var file: String

    @Flag(help: "Say only what is wrong.")
    var quiet = false

    @OptionGroup(visibility: .hidden) var flags: SettingsFlags

    func run() async throws {
        do {
            let settings = try flags.settings()
            let report = try await Interruptible.run { [file, quiet] in
                try SiteBackup.make(of: settings, at: file, progress: ProgressReport($0, isQuiet: quiet))
            }
            for line in Self.warnings(report) { Terminal.warn(line) }
            guard !quiet else { return }
            if !report.hasSecret { Terminal.warn(Self.noSecret(isSet: settings.secret != nil)) }
            let parts = ["the database", report.hasSecret ? "the secret" : nil, report.pictures.counted("picture")]
            Terminal.say("\(file) has \(parts.compactMap(\.self).joined(separator: ", ")): \(report.size) bytes.")
        } catch {
            throw UserFacingError(CommandProblem(error))
        }
    }

    private static func warnings(_ report: SiteBackup.Report) -> [String] {
        report.missing.map { "Missing, and so not in the backup: the picture \($0)" }
            + report.damaged.map { "Damaged, and so not in the backup: the picture \($0)" }
    }

    private static func noSecret(isSet: Bool) -> String {
        isSet
            ? "The secret is not in the backup, as it is set: keep it too."
            : "The site has no secret yet: it makes one when it starts."
    }
}
