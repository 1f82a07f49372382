import Foundation

/// Why a backup cannot be made or restored.
enum ArchiveProblem: Error, Hashable, CustomStringConvertible {
    /// Another program wrote to a file while it was read.
    case changed(String)
    /// The backup ends too early.
    case truncated
    /// At this byte is something that no backup contains.
    case notABackup(offset: Int)
    case twice(String)
    case tooLarge(String)
    case lacks(String)
    case altered(String)
    case damagedDatabase([String])
    case alteredSchema([String])
    case shortSecret
    case lacksAvatars(missing: [String], damaged: [String])

    /// How many names are printed.
    private static let limit = 10

    var description: String {
        switch self {
        case .changed(let path): "\(path) changed while it was being read."
        case .truncated: "The backup is incomplete: it ends too early."
        case .notABackup(let offset): "This is not a Roost backup, or it is damaged: invalid data at byte \(offset)."
        case .twice(let name): "This is not a Roost backup: it contains \(name) twice."
        case .tooLarge(let name): "This is not a Roost backup: \(name) is too large."
        case .lacks(let name): "This is not a Roost backup, or it is damaged: it lacks \(name)."
        case .altered(let name): "The backup is damaged: \(name) does not match its checksum."
        case .damagedDatabase(let lines):
            "The database in the backup is damaged:\n" + lines.joined(separator: "\n")
        case .alteredSchema(let differences):
            "The schema of the database in the backup has been altered, so it may do harm:\n"
                + differences.prefix(Self.limit).joined(separator: "\n")
        case .shortSecret:
            "The secret in the backup is empty or too short: nobody with two-factor sign-in could sign in."
        case .lacksAvatars(let missing, let damaged):
            (Self.lines("missing", missing) + Self.lines("damaged", damaged)
                + [
                    "Nothing was restored. With --without-missing-pictures, those people get a generated picture."
                ]).joined(separator: "\n")
        }
    }

    private static func lines(_ what: String, _ names: [String]) -> [String] {
        guard !names.isEmpty else { return [] }
        let rest = names.count > limit ? [" and \(names.count - limit) more"] : []
        return ["Pictures \(what) in the backup: \(names.count)"] + names.sorted().prefix(limit) + rest
    }
}
