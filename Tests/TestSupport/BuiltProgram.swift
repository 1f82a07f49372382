import Foundation

/// A program of this package, in the folder that the tests were built into.
public enum BuiltProgram {
    /// The roost binary, which tests cannot start as "this program".
    public static var roost: String {
        get throws { try path("roost") }
    }

    /// Becomes a sandboxed program like the roost binary, and sooner.
    public static var sandboxLauncher: String {
        get throws { try path("SandboxLauncher") }
    }

    public static func path(_ name: String) throws -> String {
        let tests = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? Bundle.main
        for folder in [tests.bundlePath, (tests.bundlePath as NSString).deletingLastPathComponent] {
            let path = folder + "/" + name
            if FileManager.default.isExecutableFile(atPath: path) { return path }
        }
        throw CannotFindProgram(name: name, folder: tests.bundlePath)
    }

    struct CannotFindProgram: Error {
        let name: String
        let folder: String
    }
}
