import Foundation

/// Invented names while the hashing queue is full: who has to wait for an account waits on.
struct FlushedCounters: Attack {
    let name = "flushed-counters"
    let canBeQuick = false

    /// Each from a network of its own, which has free attempts.
    private static let senders = 120
    /// Just more than wait in the queue: 50 for every two cores.
    private static let fewSenders = 60 * max(1, ProcessInfo.processInfo.activeProcessorCount / 2)

    func run(on target: Target) throws -> Outcome {
        let senders = target.scaled(Self.senders, quick: Self.fewSenders)
        var outcome = Outcome(clients: senders + 1)
        var guesser = Visitor(port: target.port, source: Source.flooder, limit: .seconds(30))
        guesser.userAgent = "guesser"
        var statuses: [Int] = []
        while statuses.count < 20, statuses.last != 429 { statuses.append(try guess(by: guesser)) }
        outcome.expect(statuses.last == 429, "guesses were answered with \(statuses)")
        // The first wait is half a minute.
        let end = ContinuousClock.now + target.scaled(Duration.seconds(15), quick: .seconds(8))
        let port = target.port
        let crowd = Worker { Self.names(at: port, from: senders, until: end) }
        pause(end - ContinuousClock.now)
        let status = try guess(by: guesser)
        outcome.expect(status == 429, "a guess at the blocked account was answered with \(status)")
        let answers = crowd.wait()
        for answer in answers { outcome.count(answer) }
        outcome.expect(answers.contains("503"), "the queue was never full")
        return outcome
    }

    /// Tries a name of its own each time. What waits at the end is waited for.
    private static func names(
        at port: UInt16, from senders: Int, until end: ContinuousClock.Instant
    ) -> [String] {
        inParallel(senders) { sender in
            var statuses: [String] = []
            let visitor = Visitor(port: port, source: "127.2.\(sender).1", limit: .seconds(180))
            while ContinuousClock.now < end {
                let form: KeyValuePairs = ["username": "name-\(sender)-\(statuses.count)", "password": "a wrong guess"]
                statuses.append((try? visitor.post("/login", form).status).map(String.init) ?? "unanswered")
            }
            return statuses
        }.flatMap { $0 }
    }

    private func guess(by guesser: Visitor) throws -> Int {
        try guesser.post("/login", ["username": "alice", "password": "a wrong guess"]).status
    }
}

/// One member who signs in on many connections with the right password, while another signs in with a known browser.
struct RightPasswords: Attack {
    let name = "right-passwords"

    private static let connections = 60
    /// For a few hashes: one that runs, and turns with the other line.
    private static let patience = Duration.seconds(10)

    func run(on target: Target) throws -> Outcome {
        var outcome = Outcome(clients: Self.connections + 1)
        let friend = try Visitor(port: target.port, limit: .seconds(60)).signedUp("friend")
        let isOver = StopSign()
        let port = target.port
        let mark = target.member.cookie?.split(separator: "; ").first { $0.hasPrefix("known_device=") }.map(String.init)
        let crowd = Worker {
            inParallel(Self.connections) { index in
                var statuses: [String] = []
                // With the mark of a browser that is known too, which waits in the other's line.
                let visitor = Visitor(port: port, source: Source.flooder, cookie: mark, limit: .seconds(60))
                while !isOver.isSet {
                    let form: KeyValuePairs = ["username": "mallory", "password": "heron-lamp-17"]
                    statuses.append((try? visitor.post("/login", form).status).map(String.init) ?? "unanswered")
                    pause(.milliseconds(50))
                }
                return statuses
            }.joined()
        }
        pause(.seconds(2))
        for _ in 0..<target.scaled(10, quick: 2) {
            let start = ContinuousClock.now
            let answer = try? friend.post("/login", ["username": "friend", "password": "heron-lamp-17"])
            let duration = ContinuousClock.now - start
            outcome.remark("a known browser waited \(duration.seconds) s")
            outcome.expect(
                answer?.status == 303 && (target.isQuick || duration < Self.patience),
                "a known browser was answered with \(answer?.status ?? 0) after \(duration.seconds) s")
        }
        isOver.set()
        for status in crowd.wait() { outcome.count(status) }
        return outcome
    }
}
