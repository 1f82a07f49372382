import Foundation

/// Writes a Swift source with the content of every file of some folders: `AssetEmbedder OUTPUT FOLDER...`
@main
enum AssetEmbedder {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst().map { URL(filePath: $0) }
        guard let output = arguments.first else { fatalError("usage: AssetEmbedder OUTPUT FOLDER...") }
        let folders = try arguments.dropFirst().map { folder in
            "        \(literal(folder.lastPathComponent)): [\n\(try entries(in: folder))        ],\n"
        }
        let source = """
            /// Files by folder and name, in base64.
            enum EmbeddedAssets {
                static let files: [String: [String: String]] = [
            \(folders.joined())    ]
            }

            """
        try source.write(to: output, atomically: true, encoding: .utf8)
    }

    private static func entries(in folder: URL) throws -> String {
        try FileManager.default
            .contentsOfDirectory(at: folder, includingPropertiesForKeys: nil, options: .skipsHiddenFiles)
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
            .map { file in
                let content = try Data(contentsOf: file).base64EncodedString()
                return "            \(literal(file.lastPathComponent)): \"\(content)\",\n"
            }
            .joined()
    }

    /// A string as Swift writes it; file names may hold anything.
    private static func literal(_ text: String) -> String {
        text.debugDescription
    }
}
