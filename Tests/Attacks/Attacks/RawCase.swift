import TestSupport

/// Some bytes that are sent on a connection of their own, and what is to come of them.
struct RawCase: Sendable {
    enum Expectation: Sendable {
        /// One answer with one of these statuses, and then the end of the connection.
        case last(Set<Int>)
        /// The same, or the end of the connection without a word.
        case lastOrNone(Set<Int>)
        /// At most so many answers, whatever they are.
        case answers(atMost: Int)
        /// Just these answers, in this order.
        case answered([Int])
    }

    /// Refused as a request that cannot be understood.
    static let malformed = Expectation.last([400])

    let name: String
    let bytes: [UInt8]
    var expectation = malformed
    /// How long the site may take; a stray head ends by its deadline only.
    var limit = Duration.seconds(4)

    init(_ name: String, _ text: String, _ expectation: Expectation = malformed, limit: Duration = .seconds(4)) {
        self.init(name, Array(text.utf8), expectation, limit: limit)
    }

    init(_ name: String, _ bytes: [UInt8], _ expectation: Expectation = malformed, limit: Duration = .seconds(4)) {
        self.name = name
        self.bytes = bytes
        self.expectation = expectation
        self.limit = limit
    }
}

extension RawCase {
    /// What was seen, and what of it is wrong.
    struct Verdict: Sendable {
        var seen: String
        var failure: String?
    }

    func tried(on port: UInt16, from source: String) -> Verdict {
        guard let exchange = ClientSocket.exchange(bytes, with: port, from: source, manner) else {
            return Verdict(seen: "refused", failure: "\(name): no connection")
        }
        let answers = exchange.answers(toHead: bytes.starts(with: Array("HEAD ".utf8)))
        let seen = "\(Self.summary(answers.statuses)) \(exchange.ending)"
        return Verdict(seen: seen, failure: isMet(by: answers, exchange.ending) ? nil : "\(name): \(seen)")
    }

    private static func summary(_ statuses: [Int]) -> String {
        switch statuses.count {
        case 0: "nothing"
        case 1...3: statuses.map(String.init).joined(separator: "+")
        default: "\(statuses[0]) and \(statuses.count - 1) more"
        }
    }

    private var manner: Manner {
        switch expectation {
        case .last, .lastOrNone: Manner(limit: limit, quiet: limit)
        case .answers, .answered: Manner(limit: .seconds(15), quiet: .milliseconds(700))
        }
    }

    private func isMet(by answers: Answers, _ ending: Exchange.Ending) -> Bool {
        guard answers.rest.isEmpty else { return false }
        let statuses = answers.statuses
        switch expectation {
        case .last(let allowed):
            return ending == .closed && statuses.count == 1 && allowed.isSuperset(of: statuses)
        case .lastOrNone(let allowed):
            return ending == .closed && statuses.count <= 1 && allowed.isSuperset(of: statuses)
        case .answers(let most): return statuses.count <= most && !statuses.contains(500)
        case .answered(let expected): return statuses == expected
        }
    }
}

extension Outcome {
    /// Tries all cases, a few at once.
    init(trying cases: [RawCase], on target: Target) {
        self.init(clients: cases.count)
        let (port, width) = (target.port, 4)
        let verdicts = inParallel(width) { worker in
            stride(from: worker, to: cases.count, by: width).map {
                cases[$0].tried(on: port, from: Source.attacker(worker, sharing: 1))
            }
        }
        for verdict in verdicts.joined() {
            count(verdict.seen)
            if let failure = verdict.failure { fail(failure) }
        }
    }
}
