import Crypto
import Foundation
import PathKit
import Synchronization

/// The files of the folder `Static`, in memory, each under a name with its content's fingerprint.
///
/// A browser may keep what has a fingerprint for good: another content has another name.
final class StaticFiles: Sendable {
    struct File: Sendable {
        let data: Data
        let mediaType: String
        /// The first 16 hexadecimal digits of the content's SHA-256.
        let fingerprint: String
    }

    private let folder: String
    /// Whether files are read again whenever they are asked for, for work on them.
    private let reloads: Bool
    private let files: Mutex<[String: File]>

    init(folder: Path, reloads: Bool) throws {
        self.folder = folder.string
        self.reloads = reloads
        files = Mutex(try Self.read(folder))
    }

    /// The path that leads to a file of this name, for as long as its content stays.
    func path(of name: String) -> String? {
        current()[name].map { SitePath.asset.path(AssetName(Self.fingerprinted(name, $0.fingerprint))) }
    }

    /// The file that a name leads to, and whether the name has the fingerprint of its content.
    func file(named name: String) -> (file: File, isImmutable: Bool)? {
        let files = current()
        if let file = files[name] { return (file, false) }
        let parts = name.split(separator: ".")
        guard parts.count >= 3, let file = files[Self.plain(parts)], file.fingerprint == parts[parts.count - 2]
        else { return nil }
        return (file, true)
    }

    private func current() -> [String: File] {
        if reloads, let files = try? Self.read(Path(folder)) { self.files.withLock { $0 = files } }
        return files.withLock { $0 }
    }

    private static func plain(_ parts: [Substring]) -> String {
        (parts.dropLast(2) + [parts[parts.count - 1]]).joined(separator: ".")
    }

    private static func fingerprinted(_ name: String, _ fingerprint: String) -> String {
        var parts = name.split(separator: ".").map(String.init)
        parts.insert(fingerprint, at: parts.count - 1)
        return parts.joined(separator: ".")
    }

    private static func read(_ folder: Path) throws -> [String: File] {
        var files: [String: File] = [:]
        for path in try folder.children() where path.isFile && !path.lastComponent.hasPrefix(".") {
            let data: Data = try path.read()
            let fingerprint = SHA256.hash(data: data).prefix(8).map { String(format: "%02x", $0) }.joined()
            files[path.lastComponent] = File(
                data: data, mediaType: mediaType(path.extension), fingerprint: fingerprint)
        }
        return files
    }

    private static func mediaType(_ fileExtension: String?) -> String {
        switch fileExtension {
        case "css": "text/css; charset=utf-8"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "webp": "image/webp"
        case "txt": "text/plain; charset=utf-8"
        default: "application/octet-stream"
        }
    }
}
