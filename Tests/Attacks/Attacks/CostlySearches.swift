import Foundation

/// Searches for what is everywhere, nowhere, or said a thousand times in one message, on a few connections without end.
struct CostlySearches: Attack {
    let name = "costly-searches"
    let settings = ["ROOST_MESSAGE_BURST": "10000"]

    private static let connections = 8
    private static let room = "/rooms/1-everyone"
    private static let wordy = String(repeating: "a ", count: 2_000)
    private static let queries = [
        "from:mallory", "from:alice", "a", "zzzz", "a*", "before:2030-01-01", "in:everyone", "has:file",
        Array(repeating: "a", count: 190).joined(separator: " "),
        "\"" + Array(repeating: "a", count: 190).joined(separator: " ") + "\"",
        Array(repeating: "a*", count: 12).joined(separator: " "), "a from:mallory", "\"a b\" from:alice",
    ]

    func run(on target: Target) throws -> Outcome {
        var outcome = Outcome(clients: Self.connections)
        let (member, messages) = (target.member, target.scaled(8_000, quick: 400))
        for status in Set(
            inParallel(Self.connections) { connection in
                var statuses: Set<Int> = []
                for number in stride(from: connection, to: messages, by: Self.connections) {
                    let body = number.isMultiple(of: 20) ? Self.wordy : "number \(number)"
                    statuses.insert((try? member.post("\(Self.room)/messages", ["body": body]))?.status ?? 0)
                }
                return statuses
            }.joined())
        { outcome.expect(status == 303, "a message was answered with \(status)") }
        let times = inParallel(Self.connections) { connection in
            var (slowest, statuses) = (Duration.zero, [Int]())
            for (number, query) in (Self.queries + Self.queries).enumerated() {
                let order = (number + connection).isMultiple(of: 2) ? "best" : "newest"
                let text = query.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
                let start = ContinuousClock.now
                statuses.append((try? member.get("/search?q=\(text)&order=\(order)"))?.status ?? 0)
                slowest = max(slowest, .now - start)
            }
            return (slowest, statuses)
        }
        for (_, statuses) in times {
            for status in statuses {
                outcome.count("\(status)")
                outcome.expect(status == 200, "a search was answered with \(status)")
            }
        }
        let slowest = times.map(\.0).max() ?? .zero
        outcome.remark("the longest took \(Int(slowest.milliseconds)) ms among \(messages) messages")
        outcome.expect(target.isQuick || slowest < .seconds(2), "a search took \(slowest.seconds) s")
        return outcome
    }
}
