import ArgumentParser

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Restore a backup into an empty place.",
        discussion: """
            Everything is unpacked and checked before it is put in place: that the backup is complete, that the database \
            is sound and not of a newer version, and that every picture is there and whole. A database or pictures that \
            are there already are never replaced: move them away first.

            The settings are those of 'roost serve': ROOST_DATABASE or --database, ROOST_UPLOADS or --uploads. Run it as \
            the user that the site runs as.
            """)

    @Argument(help: "A file created by 'roost backup'.")
    var file: String

    @Flag(help: "Restore even if pictures are missing or damaged; those people get a generated picture.")
    var withoutMissingPictures = false

    @OptionGroup(visibility: .hidden) var flags: SettingsFlags

    func run() async throws {
        do {
            let settings = try flags.settings()
            let report = try await Interruptible.run { [file, withoutMissingPictures] in
                try SiteRestore.run(
                    file, into: settings, allowsMissing: withoutMissingPictures, progress: ProgressReport($0))
            }
            if report.removed > 0 { Terminal.warn("\(report.removed) people have the generated picture now.") }
            if let line = Self.warning(hasSecret: report.hasSecret, isSet: settings.secret != nil) {
                Terminal.warn(line)
            }
            Terminal.say(
                "Restored \(settings.database) and \(report.avatars.counted("picture")). Start the site with 'roost serve'."
            )
        } catch {
            throw UserFacingError(CommandProblem(error))
        }
    }

    /// Explains what happens to two-factor sign-in, whose keys are encrypted with the secret.
    static func warning(hasSecret: Bool, isSet: Bool) -> String? {
        switch (hasSecret, isSet) {
        case (true, false), (false, true): nil
        case (true, true):
            "The backup contains a secret, but the one in the settings (ROOST_SECRET) is used. Unless they are equal, nobody "
                + "with two-factor sign-in can sign in."
        case (false, false):
            "The backup contains no secret. Set ROOST_SECRET to the site's old one, or nobody with two-factor sign-in can sign in."
        }
    }
}
