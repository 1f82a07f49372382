import ArgumentParser

/// The flags of ``FileSettings``, and those of quotas.
struct FileFlags: ParsableArguments {
    @Option(help: "The largest file that a message can have (default: 25MB).")
    var maxAttachment: String?

    @Option(help: "What the files of a person may take together: a size, or unlimited (default: 1GB).")
    var quotaPerPerson: String?

    @Option(help: "What the files of all people may take together: a size, or unlimited (default: 20GB).")
    var quota: String?

    @Option(
        help: """
            Where clamd, which scans files for malware, listens: unix:/run/clamav/clamd.ctl or 127.0.0.1:3310 (default: \
            none).
            """)
    var clamd: String?

    @Option(help: "Whether to refuse files that clamd could not scan: yes or no (default: yes).")
    var clamdRequired: String?

    var byName: [SettingName: String?] {
        [
            .maxAttachment: maxAttachment, .quotaPerPerson: quotaPerPerson, .quota: quota, .clamd: clamd,
            .clamdRequired: clamdRequired,
        ]
    }
}
