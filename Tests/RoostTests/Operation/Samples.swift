/// Metrics, read back.
struct Samples: Sendable {
    let text: String
    /// The values by name and labels as they are written.
    let values: [String: Double]

    init(_ text: String) {
        self.text = text
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        let pairs = lines.compactMap { line -> (String, Double)? in
            guard let blank = line.lastIndex(of: " "), let value = Double(line[line.index(after: blank)...]) else {
                return nil
            }
            return (String(line[..<blank]), value)
        }
        values = Dictionary(pairs) { $1 }
    }

    subscript(name: String) -> Double? { values[name] }

    /// The families by their kind.
    var families: [String: String] {
        let pairs = text.split(separator: "\n").filter { $0.hasPrefix("# TYPE ") }.map { $0.split(separator: " ") }
        return Dictionary(pairs.map { (String($0[2]), String($0[3])) }) { $1 }
    }

    /// The sum over all samples of a family; of a histogram, of what it has counted.
    func total(_ family: String) -> Double {
        let name = families[family] == "histogram" ? family + "_count" : family
        return values.filter { $0.key == name || $0.key.hasPrefix(name + "{") }.values.reduce(0, +)
    }
}
