import Foundation
import PathKit

/// A file of settings, `ROOST_NAME=value` a line, as systemd reads it too. The environment and flags win over it.
struct SettingsFile: Equatable, Sendable {
    /// The variable that names the file, unless a flag does. `/dev/null` stands for no file at all.
    static let variable = "ROOST_CONFIG"
    /// Where it is looked for, unless it is named: beside the site, then where a system keeps such files.
    static let standardPaths = ["roost.conf", "/etc/roost/roost.conf"]

    let path: String
    /// By the names of variables in the environment.
    let values: [String: String]

    /// The file that a command reads; nil if none is named and none is there.
    ///
    /// - Throws: `Settings.Mistakes`, also for a file that is there and cannot be read: a command without it would work
    ///   on another site.
    static func find(_ given: String?, in paths: [String] = standardPaths) throws(Settings.Mistakes) -> SettingsFile? {
        guard let path = given ?? paths.first(where: { Path($0).exists }) else { return nil }
        // In a folder such as /tmp, anybody may have put it there.
        guard given != nil || path.hasPrefix("/") || FileAccess.isTrusted(path) else {
            let owner = FileAccess.owner(of: path) ?? "someone else"
            throw Settings.Mistakes(lines: [
                "\(path) in this folder belongs to \(owner). To use it all the same, name it with --config."
            ])
        }
        let text: String
        do { text = try Path(path).read() } catch {
            throw Settings.Mistakes(lines: ["\(path): cannot be read\(Self.reason(path))."])
        }
        return try SettingsFile(path: path, text: text)
    }

    private static func reason(_ path: String) -> String {
        guard Path(path).exists else { return ": there is no such file" }
        if Path(path).isDirectory { return ": it is a folder" }
        return FileAccess.isReadable(path) ? ": it is not text in UTF-8" : " by this user"
    }

    init(path: String, text: String) throws(Settings.Mistakes) {
        var (values, mistakes) = ([String: String](), [String]())
        // Windows ends lines with a character of its own, and begins files with a mark.
        let lines = text.trimmingPrefix("\u{FEFF}").split(omittingEmptySubsequences: false) {
            $0 == "\n" || $0 == "\r\n"
        }
        for (index, line) in lines.enumerated() {
            let line = line.trimmingCharacters(in: .whitespaces)
            guard !line.isEmpty, !line.hasPrefix("#"), !line.hasPrefix(";") else { continue }
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let (name, place) = (parts[0].trimmingCharacters(in: .whitespaces), "\(path), line \(index + 1)")
            if parts.count < 2 {
                mistakes.append("\(place): expected ROOST_NAME=value.")
            } else if !name.hasPrefix("ROOST_") || SettingName(inEnvironment: name) == nil {
                mistakes.append("\(place): \(name): unknown setting.\(SettingName.suggestion(for: name))")
            } else if values.updateValue(Self.unquoted(String(parts[1])), forKey: name) != nil {
                mistakes.append("\(place): \(name): set twice.")
            }
        }
        guard mistakes.isEmpty else { throw Settings.Mistakes(lines: mistakes) }
        (self.path, self.values) = (path, values)
    }

    /// Without blanks at its ends, or without one pair of quotation marks.
    private static func unquoted(_ text: String) -> String {
        let text = text.trimmingCharacters(in: .whitespaces)
        guard text.count >= 2, let mark = text.first, mark == "\"" || mark == "'", text.last == mark else {
            return text
        }
        return String(text.dropFirst().dropLast())
    }
}

extension SettingName {
    init?(inEnvironment name: String) {
        guard name.hasPrefix("ROOST_") else { return nil }
        self.init(rawValue: String(name.dropFirst("ROOST_".count)))
    }

    /// " Did you mean ROOST_PORT?", if a setting is called nearly so.
    static func suggestion(for name: String) -> String {
        let wanted = name.uppercased()
        let nearest = allCases.map { (name: $0.inEnvironment, distance: $0.inEnvironment.editDistance(to: wanted)) }
            .min { $0.distance < $1.distance }
        guard let nearest, nearest.distance <= 4 else { return "" }
        return " Did you mean \(nearest.name)?"
    }
}

extension String {
    /// How many letters have to be put in, taken out or replaced to make one of the other (Levenshtein).
    fileprivate func editDistance(to other: String) -> Int {
        let (letters, others) = (Array(utf8), Array(other.utf8.prefix(100)))
        var row = Array(0...others.count)
        for (index, letter) in letters.enumerated() {
            var (diagonal, next) = (row[0], [index + 1])
            for (column, candidate) in others.enumerated() {
                let replaced = diagonal + (letter == candidate ? 0 : 1)
                next.append(Swift.min(replaced, row[column + 1] + 1, next[column] + 1))
                diagonal = row[column + 1]
            }
            row = next
        }
        return row[others.count]
    }
}
