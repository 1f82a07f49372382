import Foundation

/// Why a backup cannot be made or restored.
enum ArchiveProblem: Error, Hashable, CustomStringConvertible {
    /// Something else has written to a file that was being read.
    case changed(String)
    /// It ends in the middle.
    case truncated
    /// It has something in it that no backup has; at this byte.
    case notABackup(offset: Int)
    case twice(String)
    case tooLarge(String)
    case lacks(String)
    case altered(String)
    case damagedDatabase([String])
    case alteredSchema([String])
    case shortSecret
    case lacksPictures(missing: [String], damaged: [String])

    /// How many names are said.
    private static let limit = 10

    var description: String {
        switch self {
        case .changed(let path): "\(path) was changed while it was read."
        case .truncated: "The backup is not complete: it ends in the middle."
        case .notABackup(let offset): "This is not a backup of Roost, or a damaged one: it is wrong at byte \(offset)."
        case .twice(let name): "This is not a backup of Roost: it has \(name) twice."
        case .tooLarge(let name): "This is not a backup of Roost: \(name) is too large in it."
        case .lacks(let name): "This is not a backup of Roost, or a damaged one: it lacks \(name)."
        case .altered(let name): "The backup is damaged: \(name) is not what was backed up."
        case .damagedDatabase(let lines):
            "The database in the backup is damaged:\n" + lines.joined(separator: "\n")
        case .alteredSchema(let differences):
            "The database in the backup is not as Roost makes it, and may do what Roost does not:\n"
                + differences.prefix(Self.limit).joined(separator: "\n")
        case .shortSecret:
            "The key in the backup is empty, or shorter than a key of ours: whoever has two factors could not sign in."
        case .lacksPictures(let missing, let damaged):
            (Self.lines("missing", missing) + Self.lines("damaged", damaged)
                + [
                    "Nothing was restored. With --without-missing-pictures, their people get the generated one."
                ]).joined(separator: "\n")
        }
    }

    private static func lines(_ what: String, _ names: [String]) -> [String] {
        guard !names.isEmpty else { return [] }
        let rest = names.count > limit ? [" and \(names.count - limit) more"] : []
        return ["Pictures that are \(what) in the backup: \(names.count)"] + names.sorted().prefix(limit) + rest
    }
}
