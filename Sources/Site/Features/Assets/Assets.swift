import Foundation
import PathKit

/// Where templates and static files come from: the program itself, or a folder in their place.
public enum Assets: Sendable {
    /// What was in `Templates` and `Static` when the program was built.
    case embedded
    /// A folder that holds `Templates` and `Static`. One that reloads is read again at every page, for work on it.
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

    /// The content of a file; nil when there is none of this name.
    func read(_ name: String, of kind: Kind) throws -> Data? {
        switch self {
        case .embedded:
            return EmbeddedAssets.files[kind.rawValue]?[name].flatMap { Data(base64Encoded: $0) }
        case .folder(let folder, _):
            let path = Path(folder) + kind.rawValue + name
            return path.isFile ? try path.read() : nil
        }
    }

    /// The content of a file in gzip's format; nil where that is not smaller, and for folders, whose files change.
    func readGzipped(_ name: String, of kind: Kind) -> Data? {
        guard case .embedded = self else { return nil }
        return EmbeddedAssets.gzipped[kind.rawValue]?[name].flatMap { Data(base64Encoded: $0) }
    }
}
