import Foundation

/// Invented names while the hashing queue is full: who has to wait for an account waits on.
struct FlushedCounters: Attack {
    let name = "flushed-counters"

    func run(on target: Target) throws -> Outcome {
        let (senders, rounds) = (16, target.scaled(20, quick: 3))
        var outcome = Outcome(clients: senders * rounds + 1)
        var guesser = Visitor(port: target.port, source: Source.flooder, limit: .seconds(30))
        guesser.userAgent = "guesser"
        var statuses: [Int] = []
        while statuses.count < 20, statuses.last != 429 { statuses.append(try guess(by: guesser)) }
        outcome.expect(statuses.last == 429, "guesses were answered with \(statuses)")
        let port = target.port
        let answered = inParallel(senders) { sender in
            (0..<rounds).reduce(0) { count, round in
                let exchange = RawClient.exchange(
                    Self.names(sender * rounds + round), with: port, from: "127.2.\(sender * rounds % 200 + round).1",
                    Manner(limit: .seconds(8), quiet: .seconds(2), finishes: true))
                return count + (exchange?.answers().statuses.count ?? 0)
            }
        }
        outcome.count("names answered", answered.reduce(0, +))
        let status = try guess(by: guesser)
        outcome.expect(status == 429, "a guess at the blocked account was answered with \(status)")
        return outcome
    }

    private func guess(by guesser: Visitor) throws -> Int {
        try guesser.post("/login", ["username": "alice", "password": "a wrong guess"]).status
    }

    /// A hundred tries to sign in, each with a name of its own.
    private static func names(_ batch: Int) -> [UInt8] {
        let requests = (0..<100).map { number in
            let body = "username=name-\(batch)-\(number)&password=a+wrong+guess"
            return """
                POST /login HTTP/1.1\r\nHost: localhost:8080\r\nContent-Type: application/x-www-form-urlencoded\r\n\
                Content-Length: \(body.utf8.count)\r\n\r\n\(body)
                """
        }
        return Array(requests.joined().utf8)
    }
}

/// One member who signs in on many connections with the right password, while another signs in with a known browser.
struct RightPasswords: Attack {
    let name = "right-passwords"

    private static let connections = 60
    /// For a few hashes: one that runs, and turns with the other line.
    private static let patience = Duration.seconds(6)

    func run(on target: Target) throws -> Outcome {
        var outcome = Outcome(clients: Self.connections + 1)
        let friend = try Visitor(port: target.port, limit: .seconds(60)).signedUp("friend")
        let isOver = StopSign()
        let port = target.port
        let crowd = Worker {
            inParallel(Self.connections) { index in
                var statuses: [String] = []
                let visitor = Visitor(port: port, source: Source.flooder, limit: .seconds(60))
                while !isOver.isSet {
                    let form: KeyValuePairs = ["username": "mallory", "password": "heron-lamp-17"]
                    statuses.append((try? visitor.post("/login", form).status).map(String.init) ?? "unanswered")
                    pause(.milliseconds(50))
                }
                return statuses
            }.joined()
        }
        pause(.seconds(2))
        for _ in 0..<target.scaled(10, quick: 3) {
            let start = ContinuousClock.now
            let answer = try? friend.post("/login", ["username": "friend", "password": "heron-lamp-17"])
            let duration = ContinuousClock.now - start
            outcome.remark("a known browser waited \(duration.seconds) s")
            outcome.expect(
                answer?.status == 303 && duration < Self.patience,
                "a known browser was answered with \(answer?.status ?? 0) after \(duration.seconds) s")
        }
        isOver.set()
        for status in crowd.wait() { outcome.count(status) }
        return outcome
    }
}
