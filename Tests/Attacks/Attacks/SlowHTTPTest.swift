/// The attacks of slowhttptest, a program that others wrote for this.
struct SlowHTTPTest: Attack {
    let canBeQuick = false
    static let all: [any Attack] = [
        SlowHTTPTest(mode: "H", path: "/login"), SlowHTTPTest(mode: "B", path: "/login"),
        SlowHTTPTest(mode: "R", path: "/static/roost.css"), SlowHTTPTest(mode: "X", path: "/static/roost.css"),
    ]

    /// Slow heads, slow bodies, ranges, slow readers.
    let mode: String
    let path: String

    var name: String { "slowhttptest-\(mode)" }

    func run(on target: Target) throws -> Outcome {
        guard let program = Tool.path("slowhttptest") else {
            return .skipped("slowhttptest is not installed")
        }
        var outcome = Outcome(clients: 500)
        let seconds = target.scaled(20, quick: 6)
        let (status, output) = try Tool.run(
            [
                program, "-\(mode)", "-c", "500", "-r", "250", "-i", "2", "-l", "\(seconds)", "-k", "10",
                "-u", "http://127.0.0.1:\(target.port)\(path)",
            ], in: target.workspace, for: .seconds(seconds + 20))
        outcome.remark(Self.summary(output))
        outcome.expect(status == 0, "slowhttptest ended with \(status): \(output.suffix(200))")
        return outcome
    }

    /// The last state of its connections that it tells, without its colours.
    private static func summary(_ output: String) -> String {
        let lines = output.split(whereSeparator: \.isNewline).map(String.init)
        return ["connected:", "error:", "closed:"].compactMap { name in
            guard let line = lines.last(where: { $0.contains(name) }) else { return nil }
            let number = line.replacing(/\u{1B}\[[0-9;]*m/, with: "").filter(\.isNumber)
            return "\(number) \(name.dropLast())"
        }.joined(separator: ", ")
    }
}
