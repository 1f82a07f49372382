import Foundation
import PackagePlugin

/// Puts the commit that is built into the binary: that of git, or `ROOST_COMMIT` where the sources are built without
/// their history.
@main
struct EmbedCommit: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
        let output = context.pluginWorkDirectoryURL.appending(path: "Commit.swift")
        let source =
            "extension Roost { static var commit: String { \(Self.commit(of: context.package).debugDescription) } }"
        return [
            .buildCommand(
                displayName: "Embedding the commit", executable: URL(filePath: "/bin/sh"),
                arguments: ["-c", "printf '%s\\n' \"$1\" >\"$2\"", "sh", source, output.path()],
                outputFiles: [output])
        ]
    }

    private static func commit(of package: Package) -> String {
        let chosen = ProcessInfo.processInfo.environment["ROOST_COMMIT"] ?? ""
        return chosen.isEmpty ? described(package.directoryURL.path()) ?? "unknown" : chosen
    }

    /// Nil without git, or its history.
    private static func described(_ folder: String) -> String? {
        let (git, output) = (Process(), Pipe())
        git.executableURL = URL(filePath: "/usr/bin/env")
        // Without a look for tags, and in the repository of this folder, not of one above.
        git.arguments = [
            "git", "--git-dir=\(folder).git", "--work-tree=\(folder)", "describe", "--always", "--abbrev=12", "--dirty",
            "--exclude=*",
        ]
        (git.standardOutput, git.standardError) = (output, FileHandle.nullDevice)
        guard (try? git.run()) != nil, let text = try? output.fileHandleForReading.readToEnd() else { return nil }
        git.waitUntilExit()
        let commit = String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return git.terminationStatus == 0 && !commit.isEmpty ? commit : nil
    }
}
