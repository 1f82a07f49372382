import Foundation

/// One person searches for what is everywhere, nowhere, or said a thousand times in one message, on a few connections
/// without end. Somebody else gets an answer all the same.
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
        let attacked = StopSign()
        let neighbour = try Visitor(port: target.port, source: "127.6.0.1").signedUp("neighbour")
        let other = Worker { Self.search(as: neighbour, on: 1, until: attacked) }
        let floods = inParallel(Self.connections) { Self.search(as: member, on: $0, until: nil) }
        attacked.set()
        for status in floods.flatMap(\.statuses) {
            outcome.count("\(status)")
            // Two at a time, and none without end.
            outcome.expect([200, 422, 503].contains(status), "a search was answered with \(status)")
        }
        let found = other.wait()
        for status in found.statuses {
            outcome.expect([200, 422].contains(status), "somebody else's search was answered with \(status)")
        }
        let slowest = Int(found.slowest.milliseconds)
        outcome.remark("somebody else's took \(slowest) ms at most among \(messages) messages")
        // Their turn comes after one of the others.
        outcome.expect(target.isQuick || found.slowest < .seconds(5), "somebody else's search took \(slowest) ms")
        return outcome
    }

    /// Asks everything twice, or until a sign.
    private static func search(
        as visitor: Visitor, on connection: Int, until sign: StopSign?
    ) -> (slowest: Duration, statuses: [Int]) {
        var (slowest, statuses) = (Duration.zero, [Int]())
        for (number, query) in (queries + queries).enumerated() {
            if sign?.isSet == true { break }
            let order = (number + connection).isMultiple(of: 2) ? "best" : "newest"
            let text = query.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            let start = ContinuousClock.now
            statuses.append((try? visitor.get("/search?q=\(text)&order=\(order)"))?.status ?? 0)
            slowest = max(slowest, .now - start)
        }
        return (slowest, statuses)
    }
}
