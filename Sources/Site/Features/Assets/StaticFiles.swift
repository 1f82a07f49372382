import Crypto
import Foundation
import Synchronization

/// The files of `Static`, in memory, each under a name with a fingerprint of its content.
///
/// Browsers can keep a file with a fingerprint for ever, because other content has another name.
final class StaticFiles: Sendable {
    struct File: Sendable {
        let data: Data
        /// The data compressed with gzip; nil where that is not smaller.
        let gzipped: Data?
        let mediaType: String
        /// The first 16 hexadecimal digits of the content's SHA-256.
        let fingerprint: String
    }

    private let assets: Assets
    private let branding: Branding
    private let files: Mutex<[String: File]>

    init(_ assets: Assets, _ branding: Branding = Branding()) throws {
        (self.assets, self.branding) = (assets, branding)
        files = Mutex(try Self.read(assets, branding))
    }

    /// The path of a file, which is valid until its content changes.
    func path(of name: String) -> String? {
        current()[name].map { paths.asset(AssetName(Self.fingerprinted(name, $0.fingerprint))) }
    }

    /// The file of this name, and whether the name contains its fingerprint.
    func file(named name: String) -> (file: File, isImmutable: Bool)? {
        let files = current()
        if let file = files[name] { return (file, false) }
        let parts = name.split(separator: ".")
        guard parts.count >= 3, let file = files[Self.plain(parts)], file.fingerprint == parts[parts.count - 2]
        else { return nil }
        return (file, true)
    }

    private func current() -> [String: File] {
        if assets.reloads, let files = try? Self.read(assets, branding) { self.files.withLock { $0 = files } }
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

    private static func read(_ assets: Assets, _ branding: Branding) throws -> [String: File] {
        var files: [String: File] = [:]
        for name in try assets.names(of: .statics) {
            guard let data = try assets.read(name, of: .statics) else { continue }
            if name == "roost.css", let accent = branding.accent {
                files[name] = file(name, data + Data(accent.styleSheet.utf8), gzipped: nil)
            } else {
                files[name] = file(name, data, gzipped: assets.readGzipped(name, of: .statics))
            }
        }
        if let logo = branding.logo { files[logo.name] = file(logo.name, logo.data, gzipped: nil) }
        return files
    }

    private static func file(_ name: String, _ data: Data, gzipped: Data?) -> File {
        let fingerprint = SHA256.hash(data: data).prefix(8).map { String(format: "%02x", $0) }.joined()
        return File(data: data, gzipped: gzipped, mediaType: mediaType(of: name), fingerprint: fingerprint)
    }

    private static func mediaType(of name: String) -> String {
        switch name.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "webp": "image/webp"
        case "txt": "text/plain; charset=utf-8"
        default: "application/octet-stream"
        }
    }
}
