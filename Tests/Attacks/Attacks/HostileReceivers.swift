import Foundation

/// Addresses of outgoing webhooks behind which somebody answers as no server should, and addresses that must not be
/// reached. Deliveries to an honest one of another room go on meanwhile.
struct HostileReceivers: Attack {
    let name = "hostile-receivers"
    let memoryBound = 48
    /// Receivers are in this network; no other one that is not public may be reached.
    let settings = ["ROOST_WEBHOOK_NETWORKS": "127.1.0.0/16"]

    /// How long a delivery to the honest one may take: the first waits for those of which nothing is known yet.
    private static let limit: Duration = .seconds(12)
    /// The same for the last one.
    private static let laterLimit: Duration = .seconds(5)
    private static let host = "127.1.0.1"
    /// All the same machine, written in different ways.
    private static let forbidden = ["127.2.0.1", "localhost", "[::ffff:127.0.0.1]"]

    func run(on target: Target) throws -> Outcome {
        let trap = try Receiver(at: "0.0.0.0", .honest)
        let redirection = "http://127.2.0.1:\(trap.port)/"
        let hostile = try Receiver.Manner.allCases.filter { $0 != .honest }.map { manner in
            (manner, try Receiver(at: Self.host, manner, redirectingTo: redirection))
        }
        let honest = try Receiver(at: Self.host, .honest)
        defer { for receiver in [trap, honest] + hostile.map(\.1) { receiver.stop() } }
        let (eve, ann) = (try Room(of: "eve", on: target), try Room(of: "ann", on: target))
        for (_, receiver) in hostile { try eve.tell("http://\(Self.host):\(receiver.port)/") }
        for host in Self.forbidden { try eve.tell("http://\(host):\(trap.port)/") }
        try ann.tell("http://\(Self.host):\(honest.port)/")
        var outcome = Outcome(clients: hostile.count + Self.forbidden.count)
        try deliver(from: ann, beside: eve, to: honest, rounds: target.scaled(40, quick: 4), &outcome)
        for (manner, receiver) in hostile {
            outcome.expect(receiver.connections > 0, "\(manner) was never told")
            outcome.count("attempts", receiver.connections)
        }
        outcome.expect(trap.connections == 0, "an address that is not public was reached \(trap.connections) times")
        let refused = try eve.failures().filter { $0.address.contains(":\(trap.port)/") }
        outcome.expect(
            refused.count == Self.forbidden.count && refused.allSatisfy { $0.count > 0 },
            "not all forbidden addresses were tried: \(refused)")
        return outcome
    }

    /// Has both rooms told of messages, one a second, and checks how long the honest deliveries took.
    private func deliver(
        from ann: Room, beside eve: Room, to honest: Receiver, rounds: Int, _ outcome: inout Outcome
    ) throws {
        var posted: [(text: String, at: ContinuousClock.Instant)] = []
        for round in 0..<rounds {
            try eve.say("round \(round)")
            let text = "honest \(round)."
            posted.append((text, .now))
            try ann.say(text)
            pause(.seconds(1))
        }
        let end = ContinuousClock.now + Self.limit
        while let last = posted.last, honest.arrival(of: last.text) == nil, ContinuousClock.now < end {
            pause(.milliseconds(20))
        }
        let waits = posted.map { posted in honest.arrival(of: posted.text).map { $0 - posted.at } }
        let late = waits.count { $0.map { $0 > Self.limit } ?? true }
        outcome.expect(late == 0, "\(late) of \(rounds) honest deliveries took more than \(Self.limit.seconds) s")
        let (slowest, last) = (waits.compactMap(\.self).max() ?? .zero, waits.last.flatMap(\.self) ?? Self.limit)
        outcome.remark("an honest receiver waited \(slowest.seconds) s at most and \(last.seconds) s in the end")
        outcome.expect(last <= Self.laterLimit, "the last honest delivery took \(last.seconds) s")
    }
}

/// A closed room of somebody, whose messages are told to addresses.
private struct Room {
    private let owner: Program
    private let path: String

    init(of username: String, on target: Target) throws {
        owner = try Program(port: target.port).signedUp(username)
        let made = try owner.send("POST", "rooms", #"{"name":"Club","kind":"closed"}"#)
        guard let id = made.data["id"] as? Int else {
            throw Visitor.Refused(request: "POST rooms", status: made.status)
        }
        path = "rooms/\(id)"
    }

    func tell(_ address: String) throws {
        try post("outgoing-hooks", #"{"name":"Pump","address":"\#(address)"}"#)
    }

    func say(_ text: String) throws {
        try post("messages", #"{"body":"\#(text)"}"#)
    }

    private func post(_ place: String, _ json: String) throws {
        let answer = try owner.send("POST", "\(path)/\(place)", json)
        guard answer.status == 201 else {
            throw Visitor.Refused(request: "POST \(path)/\(place) \(json)", status: answer.status)
        }
    }

    func failures() throws -> [(address: String, count: Int)] {
        try owner.send("GET", "\(path)/outgoing-hooks").list.map {
            ($0["address"] as? String ?? "", $0["failures"] as? Int ?? 0)
        }
    }
}
