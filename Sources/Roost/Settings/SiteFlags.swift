import ArgumentParser
import Foundation

/// The settings that say where a site is, as flags of the commands that look after one. The other settings come from the
/// environment and the settings file.
struct SiteFlags: ParsableArguments, SettingsSource {
    @Option(
        help: """
            A file of settings, ROOST_PORT=8080 a line (default: the one that ROOST_CONFIG names, or roost.conf, or else \
            /etc/roost/roost.conf).
            """)
    var config: String?

    @Option(help: "The SQLite database (default: roost.sqlite).")
    var database: String?

    @Option(help: "The folder for uploaded pictures (default: uploads).")
    var uploads: String?

    @Option(help: "The address at which people reach the site (default: http://localhost:8080).")
    var publicURL: String?

    var byName: [SettingName: String] {
        [.database: database, .uploads: uploads, .publicURL: publicURL].compactMapValues(\.self)
    }
}

/// Flags from which settings are read.
protocol SettingsSource {
    /// The file of settings; nil for one in the usual places.
    var config: String? { get }
    /// The flags by the names of their settings.
    var byName: [SettingName: String] { get }
    /// Whether templates are read again for every page.
    var reloadTemplates: Bool { get }
}

extension SettingsSource {
    var reloadTemplates: Bool { false }

    func settings() throws -> Settings {
        var environment = ProcessInfo.processInfo.environment
        // Empty is not set, as for every setting.
        let variable = environment.removeValue(forKey: SettingsFile.variable).flatMap { $0.isEmpty ? nil : $0 }
        return try Settings(
            flags: byName, environment: environment, file: SettingsFile.find(config ?? variable),
            reloadsTemplates: reloadTemplates)
    }
}
