import Foundation
import PathKit

@testable import Roost

extension Settings {
    static func read(
        flags: [SettingName: String] = [:], environment: [String: String] = [:]
    ) throws(Mistakes) -> Settings {
        try Settings(flags: flags, environment: environment)
    }

    /// What is said about wrong settings, a line each.
    static func mistakes(flags: [SettingName: String] = [:], environment: [String: String] = [:]) -> [String] {
        do throws(Mistakes) {
            _ = try read(flags: flags, environment: environment)
            return []
        } catch {
            return error.lines
        }
    }
}

/// The folder of the package.
enum Repository {
    static let root = Path(#filePath).parent().parent().parent().string
}
