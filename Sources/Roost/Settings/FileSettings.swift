import Transport

/// What an operator may set about the files of messages, besides quotas, which are among the limits of conversation.
struct FileSettings: Equatable, Sendable {
    /// The largest file, in bytes.
    var limit = 25 * 1024 * 1024
    /// Where clamd listens; nil if files are not scanned.
    var clamd: ServiceAddress?
    /// Whether to refuse files that clamd could not scan.
    var requiresScan = true
}

extension SettingsReader {
    mutating func readFiles() -> FileSettings {
        var settings = FileSettings()
        settings.limit = read(
            .maxAttachment, default: "25MB", as: "a size like 25MB or 500KB, from 1KB to 1GB",
            SettingValue.maxAttachment)
        settings.clamd = read(
            .clamd, default: "", as: "a socket like unix:/run/clamav/clamd.ctl or 127.0.0.1:3310", SettingValue.service)
        settings.requiresScan = read(.clamdRequired, default: "yes", as: "yes or no", SettingValue.answer)
        return settings
    }

    /// What a person, or all together, may store.
    mutating func quota(_ name: SettingName, default standard: String) -> Int? {
        read(
            name, default: standard, as: "a size like 500MB or 20GB, from 1KB to 1000000GB, or unlimited",
            SettingValue.quota)
    }
}
