import Foundation

/// Writes a Swift source with the content of every file of some folders, and with what gzip makes of those that it makes
/// smaller: `AssetEmbedder OUTPUT FOLDER...`
@main
enum AssetEmbedder {
    private struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    static func main() {
        do { try embed() } catch {
            FileHandle.standardError.write(Data("AssetEmbedder: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func embed() throws {
        let arguments = CommandLine.arguments.dropFirst().map { URL(filePath: $0) }
        guard let output = arguments.first else { throw Failure(description: "usage: AssetEmbedder OUTPUT FOLDER...") }
        let folders = try arguments.dropFirst().map { (name: $0.lastPathComponent, files: try files(in: $0)) }
        let source = """
            /// Files by folder and name, in base64.
            enum EmbeddedAssets {
                static let files: [String: [String: String]] = [
            \(folders.map { dictionary($0.name, $0.files.map { ($0.name, $0.content) }) }.joined())    ]

                /// The same in gzip's format (RFC 1952), where that is smaller.
                static let gzipped: [String: [String: String]] = [
            \(try folders.map { dictionary($0.name, try gzipped($0.files)) }.joined())    ]
            }

            """
        try source.write(to: output, atomically: true, encoding: .utf8)
    }

    private static func files(in folder: URL) throws -> [(name: String, content: Data)] {
        try FileManager.default
            .contentsOfDirectory(at: folder, includingPropertiesForKeys: nil, options: .skipsHiddenFiles)
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
            .map { ($0.lastPathComponent, try Data(contentsOf: $0)) }
    }

    private static func gzipped(_ files: [(name: String, content: Data)]) throws -> [(String, Data)] {
        try files.compactMap { file in
            let smaller = try gzip(file.content)
            // Less than a tenth is not worth a browser's work.
            return smaller.count < file.content.count * 9 / 10 ? (file.name, smaller) : nil
        }
    }

    /// What the system's gzip makes of `data`, without a name and a time, so that it is the same at every build.
    private static func gzip(_ data: Data) throws -> Data {
        let file = FileManager.default.temporaryDirectory.appending(path: "roost-\(UUID())")
        defer { try? FileManager.default.removeItem(at: file) }
        try data.write(to: file)
        let (process, output) = (Process(), Pipe())
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-9", "-n", "-c", file.path(percentEncoded: false)]
        process.standardOutput = output
        try process.run()
        let result = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(description: "gzip failed") }
        return result
    }

    private static func dictionary(_ name: String, _ entries: [(name: String, content: Data)]) -> String {
        let lines = entries.map { "            \(literal($0.name)): \"\($0.content.base64EncodedString())\",\n" }
        return "        \(literal(name)): [\(lines.isEmpty ? ":" : "\n" + lines.joined() + "        ")],\n"
    }

    /// A string as Swift writes it; file names may hold anything.
    private static func literal(_ text: String) -> String {
        text.debugDescription
    }
}
