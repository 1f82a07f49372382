import Foundation
import PackagePlugin

/// Puts files into the binary, as a Swift source that is made at build time: those of `Templates` and `Static` into the
/// site, and those of its own `Resources` into another target.
///
/// The compiler reads a string much faster than the array of bytes that SwiftPM's `.embedInCode` makes.
@main
struct EmbedAssets: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
        let folders =
            target.name == "Site"
            ? ["Templates", "Static"].map { context.package.directoryURL.appending(path: $0) }
            : [target.directoryURL.appending(path: "Resources")]
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedAssets.swift")
        return [
            .buildCommand(
                displayName: "Embedding files in \(target.name)",
                executable: try context.tool(named: "AssetEmbedder").url,
                arguments: [output.path()] + folders.map { $0.path() },
                inputFiles: try folders.flatMap(Self.files),
                outputFiles: [output])
        ]
    }

    private static func files(in folder: URL) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(
            at: folder, includingPropertiesForKeys: nil, options: .skipsHiddenFiles)
    }
}
