import ArgumentParser

struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Restore a backup into an empty place.",
        discussion: """
            Everything is unpacked and checked before it is put in place: that the backup is complete, that the database \
            is sound and not of a newer version, and that every picture and every file of a message is there and whole. \
            A database or uploads that are there already are never replaced: move them away first. Files that people \
            had sent, and whose message they had not, are not restored.

            The settings are those of 'roost serve': ROOST_DATABASE or --database, ROOST_UPLOADS or --uploads. Run it as \
            the user that the site runs as.
            """)

    @Argument(help: "A file created by 'roost backup'.")
    var file: String

    @Flag(help: "Restore even if pictures are missing or damaged; those people get a generated picture.")
    var withoutMissingPictures = false

    @Flag(help: "Restore even if files of messages are missing or damaged; those messages lose them.")
    var withoutMissingFiles = false

    @OptionGroup(title: "The site") var flags: SiteFlags

    func run() async throws {
        do {
            let settings = try flags.settings()
            let kinds: [Upload.Kind?] = [withoutMissingPictures ? .picture : nil, withoutMissingFiles ? .file : nil]
            let report = try await Interruptible.run { [file, kinds = Set(kinds.compactMap(\.self))] in
                try SiteRestore.run(file, into: settings, withoutMissing: kinds, progress: ProgressReport($0))
            }
            let (pictures, files) = (
                report.removed.count { $0.kind == .picture }, report.removed.count { $0.kind == .file }
            )
            if pictures > 0 { Terminal.warn("\(pictures) people have the generated picture now.") }
            if files > 0 { Terminal.warn("\(files.counted("file")) of messages could not be restored.") }
            if let line = Self.warning(hasSecret: report.hasSecret, isSet: settings.secret != nil) {
                Terminal.warn(line)
            }
            let parts = [settings.database] + report.uploads
            try Terminal.say(
                "Restored \(parts.dropLast().joined(separator: ", ")) and \(parts[parts.count - 1]). Start the site with 'roost serve'."
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
