/// The rows of a report, in columns as wide as what is in them.
struct Table {
    private static let titles = ["attack", "clients", "others served", "slowest", "memory", "took", "", "seen"]
    private var rows: [[String]] = [titles]

    mutating func add(_ row: Trial) {
        rows.append(row.cells)
    }

    var text: String {
        let widths = Self.titles.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            zip(row, widths).map { cell, width in cell + String(repeating: " ", count: width - cell.count) }
                .joined(separator: "  ").trimmingSuffix()
        }.joined(separator: "\n")
    }
}

extension String {
    fileprivate func trimmingSuffix() -> String {
        String(self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)])
    }
}
