import TestSupport

/// Heads without end: they are neither kept nor read to the end.
struct HeaderFlood: Attack {
    let name = "header-flood"

    private static let limit = Duration.seconds(1)

    func run(on target: Target) -> Outcome {
        let heads = ["GET /", "GET /login HTTP/1.1\r\nHost: x\r\nX: ", "GET /login HTTP/1.1\r\nHost: x\r\n"]
        let endless = ["a", "a", "X-Field: some value of no great length\r\n"]
        let size = target.scaled(40, quick: 20) * 1_000_000
        let floods = zip(heads, endless).map { head, part in
            Array((head + String(repeating: part, count: size / part.utf8.count)).utf8)
        }
        var outcome = Outcome(clients: floods.count * 2)
        let port = target.port
        let exchanges = inParallel(outcome.clients) { index in
            ClientSocket.exchange(
                floods[index % floods.count], with: port, from: Source.attacker(index),
                Manner(limit: .seconds(5), quiet: .seconds(2)))
        }
        for exchange in exchanges { check(exchange, in: &outcome) }
        outcome.remark("the longest took \((exchanges.compactMap { $0?.duration }.max() ?? .zero).seconds) s")
        return outcome
    }

    private func check(_ exchange: Exchange?, in outcome: inout Outcome) {
        guard let exchange else { return outcome.fail("no connection") }
        let statuses = exchange.answers().statuses
        outcome.count(statuses.first.map(String.init) ?? "\(exchange.ending)")
        outcome.expect(statuses.count <= 1, "\(statuses.count) answers to a head that never ended")
        outcome.expect(
            exchange.ending == .closed && exchange.duration < Self.limit,
            "\(exchange.ending) after \(exchange.duration.seconds) s and \(exchange.sent) bytes")
    }
}
