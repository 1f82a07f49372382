import ArgumentParser

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a site back from a backup, where there is none.",
        discussion: """
            Everything is unpacked and checked before it is put in place: that the backup is complete, that the database \
            is sound and not of a newer version, and that every picture is there and whole. A database or pictures that \
            are there already are never replaced: move them away first.

            The settings are those of 'roost serve': ROOST_DATABASE or --database, ROOST_UPLOADS or --uploads. Run it as \
            the user that the site runs as.
            """)

    @Argument(help: "A file that 'roost backup' made.")
    var file: String

    @Flag(help: "Restore also when pictures are missing or damaged; their people get the generated one.")
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
                "Restored \(settings.database) and \(report.pictures.counted("picture")). Start the site with 'roost serve'."
            )
        } catch {
            throw UserFacingError(CommandProblem(error))
        }
    }

    /// What becomes of two-factor sign-in, whose keys are sealed with the secret.
    static func warning(hasSecret: Bool, isSet: Bool) -> String? {
        switch (hasSecret, isSet) {
        case (true, false), (false, true): nil
        case (true, true):
            "The backup has a secret of its own, but the one that is set (ROOST_SECRET) is used: nobody can sign in with "
                + "two factors unless they are the same."
        case (false, false):
            "The backup has no secret: set ROOST_SECRET to what the site had, or nobody can sign in with two factors."
        }
    }
}
