import Foundation
import PackagePlugin

/// Puts the files of `Templates` and `Static` into the binary, as a Swift source that is made at build time.
@main
struct EmbedAssets: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
        let folders = ["Templates", "Static"].map { context.package.directoryURL.appending(path: $0) }
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedAssets.swift")
        return [
            .buildCommand(
                displayName: "Embedding Templates and Static",
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
