import Foundation
import PathKit

/// The folder with `Templates` and `Static`.
enum AssetsFolder {
    /// The current folder if it has them, else the one of the program.
    static var standard: String {
        if checked(".") != nil { return "." }
        let program = Path(Bundle.main.executablePath ?? CommandLine.arguments[0])
        return program.parent().string
    }

    static func checked(_ text: String) -> String? {
        let folder = Path(text)
        return (folder + "Templates").isDirectory && (folder + "Static").isDirectory ? text : nil
    }
}
