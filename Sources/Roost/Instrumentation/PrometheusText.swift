import Instrumentation

/// Metrics as Prometheus reads them: its text exposition format, version 0.0.4.
///
/// Not OpenMetrics: every collector reads this one, and what that adds (exemplars, times of creation) is not had here.
struct PrometheusText {
    static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    /// A label of a sample. Values come from enumerations, the table of routes and settings, never from a request.
    typealias Label = (name: String, value: String)

    private(set) var text = ""
    private var names: Set<String> = []

    mutating func counter(_ name: String, _ help: String, _ samples: [(labels: [Label], value: Number)]) {
        precondition(name.hasSuffix("_total"), "a counter's name ends with _total")
        family(name, "counter", help)
        for sample in samples { add(name, sample.labels, sample.value) }
    }

    mutating func gauge(_ name: String, _ help: String, _ samples: [(labels: [Label], value: Number)]) {
        family(name, "gauge", help)
        for sample in samples { add(name, sample.labels, sample.value) }
    }

    mutating func histogram(
        _ name: String, _ help: String, _ samples: [(labels: [Label], distribution: Distribution)]
    ) {
        family(name, "histogram", help)
        for (labels, distribution) in samples {
            var count = 0
            for (bound, more) in zip(Histogram.bounds.map { Number($0).text } + ["+Inf"], distribution.counts) {
                count += more
                add(name + "_bucket", labels + [("le", bound)], Number(count))
            }
            add(name + "_sum", labels, Number(distribution.sum))
            add(name + "_count", labels, Number(count))
        }
    }

    mutating func counter(_ name: String, _ help: String, _ value: Number) {
        counter(name, help, [([], value)])
    }

    mutating func gauge(_ name: String, _ help: String, _ value: Number) {
        gauge(name, help, [([], value)])
    }

    private mutating func family(_ name: String, _ kind: String, _ help: String) {
        precondition(Self.isName(name), "\(name) is not a valid metric name")
        precondition(names.insert(name).inserted, "\(name) is registered twice")
        text += "# HELP \(name) \(Self.escaped(help, quotes: false))\n# TYPE \(name) \(kind)\n"
    }

    private mutating func add(_ name: String, _ labels: [Label], _ value: Number) {
        text += name
        if !labels.isEmpty {
            text +=
                "{\(labels.map { "\($0.name)=\"\(Self.escaped($0.value, quotes: true))\"" }.joined(separator: ","))}"
        }
        text += " \(value.text)\n"
    }

    private static func isName(_ text: String) -> Bool {
        text.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil
    }

    static func escaped(_ text: String, quotes: Bool) -> String {
        let text = text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        return quotes ? text.replacing("\"", with: "\\\"") : text
    }
}

/// The value of a sample.
struct Number: ExpressibleByIntegerLiteral {
    let text: String

    init(_ value: Int) { text = String(value) }
    init(_ isTrue: Bool) { self.init(isTrue ? 1 : 0) }
    init(_ seconds: Double) { text = String(seconds) }
    /// In seconds, the unit of all times.
    init(_ duration: Duration) { self.init(duration / .seconds(1)) }
    init(integerLiteral value: Int) { self.init(value) }
}
