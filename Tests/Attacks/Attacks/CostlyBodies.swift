import TestSupport

/// Bodies in chunks of a single byte, each of which the site has to take apart.
struct SmallChunks: Attack {
    let name = "small-chunks"

    private static let senders = 16

    func run(on target: Target) -> Outcome {
        let rounds = target.scaled(20, quick: 5)
        let chunks = target.scaled(60_000, quick: 10_000)
        var outcome = Outcome(clients: Self.senders * rounds)
        let head = Smuggling.head("Transfer-Encoding: chunked")
        let body = Array((head + String(repeating: "1\r\na\r\n", count: chunks) + "0\r\n\r\n").utf8)
        let port = target.port
        let exchanges = inParallel(Self.senders) { sender in
            (0..<rounds).map { _ in
                ClientSocket.exchange(
                    body, with: port, from: Source.attacker(sender, sharing: 4),
                    Manner(limit: .seconds(20), quiet: .seconds(20), finishes: true))
            }
        }.joined()
        for exchange in exchanges {
            let status = exchange?.answers().statuses.last
            outcome.count(status.map(String.init) ?? "unanswered")
            outcome.expect(status.map { $0 < 500 } == true, "answered with \(status.map(String.init) ?? "nothing")")
        }
        outcome.remark("the longest took \((exchanges.compactMap { $0?.duration }.max() ?? .zero).seconds) s")
        return outcome
    }
}

/// All bodies that one address may send, as slowly as a body may come. Others' pictures are read meanwhile.
struct HoggedUploads: Attack {
    let name = "hogged-uploads"

    private static let patience = Duration.seconds(10)

    func run(on target: Target) throws -> Outcome {
        let count = 240
        var outcome = Outcome(clients: count + 1)
        let chunk = "500\r\n" + String(repeating: "a", count: 0x500) + "\r\n"
        let duration = target.scaled(Duration.seconds(30), quick: .seconds(12))
        let port = target.port
        let hogs = Worker {
            var crowd = Crowd(
                count, to: port, from: { _ in Source.flooder }, opening: Smuggling.head("Transfer-Encoding: chunked"),
                sending: Array(String(repeating: chunk, count: 60).utf8))
            crowd.act(sending: chunk.utf8.count, every: .seconds(1), for: duration)
            return crowd
        }
        pause(.seconds(3))
        let start = ContinuousClock.now
        var person = target.member
        person.limit = Self.patience
        let answer = try? person.upload(Picture.png(seed: 4, padding: 300_000))
        outcome.remark("a picture took \((.now - start).seconds) s")
        outcome.expect(
            answer?.status == 303, "a picture was answered with \(answer.map { "\($0.status)" } ?? "nothing")")
        hogs.wait().report(in: &outcome)
        return outcome
    }
}

/// Heads that are nearly complete, from as many addresses as it takes: what they hold together is bounded.
struct UnfinishedRequests: Attack {
    let name = "unfinished-requests"

    private static let addresses = 20

    func run(on target: Target) -> Outcome {
        let each = target.scaled(250, quick: 50)
        var outcome = Outcome(clients: Self.addresses * each)
        let field = "X: \(String(repeating: "a", count: 7500))\r\n"
        let opening = "GET /login HTTP/1.1\r\nHost: x\r\n" + String(repeating: field, count: 4)
        var crowd = Crowd(
            outcome.clients, to: target.port, from: { Source.attacker($0, sharing: each) }, opening: opening)
        crowd.act(sending: 0, every: .milliseconds(100), for: .seconds(3))
        crowd.report(in: &outcome)
        outcome.expect(crowd.refused == 0, "\(crowd.refused) got no connection")
        return outcome
    }
}
