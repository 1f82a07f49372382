import ArgumentParser
import Foundation

/// An error that ends the program: its description is printed, and the exit code is 1.
struct UserFacingError: Error, CustomStringConvertible {
    let description: String

    init(_ error: any Error) {
        description = "\(error)"
    }
}

extension SettingsFlags {
    func settings() throws -> Settings {
        try Settings(
            flags: byName, environment: ProcessInfo.processInfo.environment, file: SettingsFile.find(config),
            reloadsTemplates: reloadTemplates)
    }
}
