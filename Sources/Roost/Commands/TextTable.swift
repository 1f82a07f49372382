import Foundation

/// Columns of text, aligned with spaces.
enum TextTable {
    /// One line for each row. Text in any script belongs into the last column, whose width does not matter.
    static func lines(_ rows: [[String]]) -> [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.dropLast().enumerated().map { column, text in
                text + String(repeating: " ", count: widths[column] - text.count)
            }
            return (cells + row.suffix(1)).joined(separator: "  ")
        }
    }
}

extension Int {
    /// "1 picture", "2 pictures"
    func counted(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}

extension Date {
    /// "2026-11-03 14:02 UTC"
    var inWords: String { ISO8601Format().prefix(16).replacing("T", with: " ") + " UTC" }

    /// "2026-11-03"
    var day: String { String(ISO8601Format().prefix(10)) }
}
