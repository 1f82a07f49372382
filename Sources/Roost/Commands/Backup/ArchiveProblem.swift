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
    case lacksUploads(LostUploads)

    /// How many names are printed.
    private static let limit = 10

    var description: String {
        switch self {
        case .changed(let path): "\(path) changed while it was being read."
        case .truncated: "The backup is incomplete: it ends too early."
        case .notABackup(let offset):
            "This is not a file that Roost has made, or it is damaged: invalid data at byte \(offset)."
        case .twice(let name): "This is not a file that Roost has made: it contains \(name) twice."
        case .tooLarge(let name): "This is not a file that Roost has made: \(name) is too large."
        case .lacks(let name): "This is not a file that Roost has made, or it is damaged: it lacks \(name)."
        case .altered(let name): "The backup is damaged: \(name) does not match its checksum."
        case .damagedDatabase(let lines):
            "The database in the backup is damaged:\n" + lines.joined(separator: "\n")
        case .alteredSchema(let differences):
            "The schema of the database in the backup has been altered, so it may do harm:\n"
                + differences.prefix(Self.limit).joined(separator: "\n")
        case .shortSecret:
            "The secret in the backup is empty or too short: nobody with two-factor sign-in could sign in."
        case .lacksUploads(let lost): Self.text(lost)
        }
    }

    private static func text(_ lost: LostUploads) -> String {
        var lines: [String] = []
        for kind in Upload.Kind.allCases {
            lines += self.lines("\(kind.noun.capitalized)s missing", lost.missing.filter { $0.kind == kind })
            lines += self.lines("\(kind.noun.capitalized)s damaged", lost.damaged.filter { $0.kind == kind })
        }
        let kinds = Set(lost.all.map(\.kind))
        let advice = [
            kinds.contains(.picture) ? "With --without-missing-pictures, those people get a generated picture." : nil,
            kinds.contains(.file) ? "With --without-missing-files, those messages lose them." : nil,
        ]
        return (lines + [(["Nothing was restored."] + advice.compactMap(\.self)).joined(separator: " ")])
            .joined(separator: "\n")
    }

    private static func lines(_ what: String, _ uploads: [Upload]) -> [String] {
        guard !uploads.isEmpty else { return [] }
        let rest = uploads.count > limit ? [" and \(uploads.count - limit) more"] : []
        return ["\(what) in the backup: \(uploads.count)"] + uploads.map(\.name).sorted().prefix(limit) + rest
    }
}
