import ArgumentParser
import Storage

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Back up the site into one file, even while it is running.",
        discussion: """
            The file is a tar archive of the database, the pictures, the files of messages and the site's secret, with which the keys of \
            two-factor sign-in are sealed. A secret that is set (ROOST_SECRET) is not in it: keep it yourself. \
            Whoever has the file has the site, so only you may read it; keep it so.

            The settings are those of 'roost serve': ROOST_DATABASE or --database, ROOST_UPLOADS or --uploads. Run it as \
            the user that the site runs as. While it works, it needs room for a second copy of the database beside FILE.

            The exit status is 1 if the backup failed, and 2 if it lacks files that are missing or damaged on the disk, or \
            the secret that keys of two-factor sign-in are sealed with.
            """)

    @Argument(help: "The backup to create. It must not exist yet.")
    var file: String

    @Flag(help: "Print problems only.")
    var quiet = false

    @Flag(help: "Succeed although files are missing or damaged on the disk: they are known to be lost.")
    var allowMissing = false

    @OptionGroup(title: "The site") var flags: SiteFlags

    func run() async throws {
        do {
            let settings = try flags.settings()
            let report = try await Interruptible.run { [file, quiet] in
                try SiteBackup.make(of: settings, at: file, progress: ProgressReport($0, isQuiet: quiet))
            }
            for line in Self.warnings(report) { Terminal.warn(line) }
            let secret = try SecretCheck.outcome(settings)
            if let line = Self.warning(secret) { Terminal.warn(line) }
            if !quiet {
                if !report.hasSecret, secret != .missing { Terminal.warn(Self.noSecret(isSet: settings.secret != nil)) }
                try say(report)
            }
            // Whoever removes older backups after this one must not do so now.
            guard allowMissing || report.lost.all.isEmpty, [.right, .nothingEncrypted].contains(secret) else {
                throw ExitCode(Self.incomplete)
            }
        } catch let code as ExitCode {
            throw code
        } catch {
            throw UserFacingError(CommandProblem(error))
        }
    }

    /// The exit status of a backup that lacks files.
    private static let incomplete: Int32 = 2

    private func say(_ report: SiteBackup.Report) throws {
        let parts = ["the database", report.hasSecret ? "the secret" : nil] + report.uploads
        try Terminal.say("\(file) contains \(parts.compactMap(\.self).joined(separator: ", ")): \(report.size) bytes.")
    }

    private static func warnings(_ report: SiteBackup.Report) -> [String] {
        report.lost.missing.map { "Missing, so not in the backup: \($0.kind.noun) \($0.name)" }
            + report.lost.damaged.map { "Damaged, so not in the backup: \($0.kind.noun) \($0.name)" }
    }

    private static func warning(_ secret: SecretCheck.Outcome) -> String? {
        switch secret {
        case .nothingEncrypted, .right: nil
        case .missing:
            "The secret is missing, so not in the backup: without it, nobody with two-factor sign-in can sign in. Put it back."
        case .wrong: "The secret is not the one that keys of two-factor sign-in are sealed with. Put that one back."
        }
    }

    private static func noSecret(isSet: Bool) -> String {
        isSet
            ? "The secret is not in the backup because it comes from the settings. Keep it separately."
            : "The site has no secret yet. It creates one when it starts."
    }
}
