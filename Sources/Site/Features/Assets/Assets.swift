import Foundation
import PathKit

/// Where templates and static files come from: the program itself, or a folder instead.
public enum Assets: Sendable {
    /// What was in `Templates` and `Static` when the program was built.
    case embedded
    /// A folder with `Templates` and `Static`. With `reloads` it is read again for every page, for people who work on
    /// it.
    case folder(String, reloads: Bool)

    enum Kind: String, Sendable {
        case templates = "Templates"
        case statics = "Static"
    }

    var reloads: Bool {
        if case .folder(_, let reloads) = self { reloads } else { false }
    }

    /// The names of the files of one kind.
    func names(of kind: Kind) throws -> [String] {
        switch self {
        case .embedded: Array(EmbeddedAssets.files[kind.rawValue, default: [:]].keys)
        case .folder(let folder, _):
            try (Path(folder) + kind.rawValue).children().filter(\.isFile).map(\.lastComponent)
                .filter { !$0.hasPrefix(".") }
        }
    }

    /// The content of a file; nil if there is no such file.
    func read(_ name: String, of kind: Kind) throws -> Data? {
        switch self {
        case .embedded:
            return EmbeddedAssets.files[kind.rawValue]?[name].flatMap { Data(base64Encoded: $0) }
        case .folder(let folder, _):
            let path = Path(folder) + kind.rawValue + name
            return path.isFile ? try path.read() : nil
        }
    }

    /// The content of a file compressed with gzip; nil where that is not smaller, and for folders, because their files
    /// change.
    func readGzipped(_ name: String, of kind: Kind) -> Data? {
        guard case .embedded = self else { return nil }
        return EmbeddedAssets.gzipped[kind.rawValue]?[name].flatMap { Data(base64Encoded: $0) }
    }
}
