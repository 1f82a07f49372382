import Foundation

/// Streams of rooms that do not end by themselves.
private enum Stream {
    static let room = "/rooms/1-everyone"

    static func head(_ member: Visitor, room: String = room) -> String {
        """
        GET \(room)/stream HTTP/1.1\r\nHost: localhost:8080\r\nCookie: \(member.cookie ?? "")\r\n\
        Sec-Fetch-Dest: iframe\r\n\r\n
        """
    }
}

/// Streams that are opened and let go of at once, half-read and unread.
struct AbandonedStreams: Attack {
    let name = "abandoned-streams"

    func run(on target: Target) throws -> Outcome {
        let (rounds, count) = (target.scaled(40, quick: 5), 50)
        var outcome = Outcome(clients: rounds * count)
        for round in 0..<rounds {
            var crowd = Crowd(count, to: target.port, opening: Stream.head(target.member))
            pause(.milliseconds(round % 4 * 20))
            if round.isMultiple(of: 2) { crowd.receive() }
            outcome.count("opened", crowd.members.count)
        }
        pause(.seconds(1))
        // The session's streams have been given back: another one does not end.
        var last = Crowd(1, to: target.port, opening: Stream.head(target.member))
        last.act(sending: 0, every: .milliseconds(50), for: .seconds(2))
        outcome.expect(last.open == 1, "a stream ended: \(last.members.first?.status ?? 0)")
        return outcome
    }
}

/// More streams than a session and an address may have. Beyond the limit there are pages that end.
struct TooManyStreams: Attack {
    let name = "too-many-streams"

    private static let perSession = 4
    private static let perAddress = 200

    func run(on target: Target) throws -> Outcome {
        let people = target.scaled(56, quick: 2)
        var outcome = Outcome(clients: people * (Self.perSession + 1))
        let members = try (0..<people).map {
            try Visitor(port: target.port, source: "127.4.\($0 / 20).1", limit: .seconds(60)).signedUp("reader\($0)")
        }
        var streams = members.map { member in
            Crowd(Self.perSession + 1, to: target.port, from: { _ in Source.flooder }, opening: Stream.head(member))
        }
        let end = ContinuousClock.now + .seconds(5)
        while ContinuousClock.now < end {
            for index in streams.indices { streams[index].receive() }
            pause(.milliseconds(50))
        }
        let open = streams.map { $0.members.count { $0.hasStream && $0.end == nil } }
        outcome.count("streams", open.reduce(0, +))
        outcome.expect(
            open.allSatisfy { $0 <= Self.perSession }, "a session has \(open.max() ?? 0) streams")
        outcome.expect(open.reduce(0, +) <= Self.perAddress, "an address has \(open.reduce(0, +)) streams")
        outcome.expect(
            open.reduce(0, +) >= min(Self.perAddress, people * Self.perSession) - 10, "few have streams")
        return outcome
    }
}

extension Crowd.Member {
    /// Whether it got a page without an end; one with an end has its length.
    fileprivate var hasStream: Bool { status == 200 && hasSeen("Transfer-Encoding: chunked") }
}

/// The streams by which a check of the proxy sees whether it holds responses back. Anyone may ask for them.
struct ProbeStreams: Attack {
    let name = "probe-streams"

    private static let atOnce = 4
    private static let head = "GET /healthz/stream HTTP/1.1\r\nHost: localhost:8080\r\n\r\n"

    func run(on target: Target) throws -> Outcome {
        let count = target.scaled(400, quick: 40)
        var outcome = Outcome(clients: count)
        var crowd = Crowd(count, to: target.port, opening: Self.head)
        crowd.act(sending: 0, every: .milliseconds(50), for: .seconds(3))
        let streams = crowd.members.count { $0.status == 200 }
        // The first may have ended before the last came.
        outcome.expect((1...3 * Self.atOnce).contains(streams), "\(streams) had a stream")
        let refused = crowd.members.count { $0.status == 503 }
        outcome.expect(refused + streams == crowd.members.count, "\(refused) were refused, \(streams) had a stream")
        // The places are free again.
        var last = Crowd(1, to: target.port, opening: Self.head)
        last.act(sending: 0, every: .milliseconds(50), for: .seconds(4))
        outcome.expect(last.members.first?.hasSeen("five") ?? false, "nobody has a stream any more")
        return outcome
    }
}

/// Streams whose readers do not read, while somebody posts and another one reads.
struct UnreadStreams: Attack {
    let name = "unread-streams"
    let memoryBound = 64

    func run(on target: Target) throws -> Outcome {
        let people = target.scaled(100, quick: 4)
        var outcome = Outcome(clients: people * 4)
        let members = try (0..<people).map {
            try Visitor(port: target.port, source: "127.5.\($0 / 20).1", limit: .seconds(60)).signedUp("sleeper\($0)")
        }
        let sleepers = members.enumerated().map { index, member in
            Crowd(
                4, to: target.port, receiveBuffer: 2048, from: { _ in "127.5.\(index / 20).2" },
                opening: Stream.head(member))
        }
        let friend = try Visitor(port: target.port, source: "127.5.250.1").signedUp("friend")
        var reader = Crowd(1, to: target.port, from: { _ in "127.5.250.2" }, opening: Stream.head(friend))
        for number in 0..<target.scaled(40, quick: 3) {
            let text = "unread\(number)end"
            let start = ContinuousClock.now
            let answer = try friend.post(
                "\(Stream.room)/messages", ["body": text + String(repeating: "x", count: 3_000)])
            outcome.expect(answer.status == 303, "a post was answered with \(answer.status)")
            while !(reader.members.first?.hasSeen(text) ?? false), ContinuousClock.now < start + .seconds(5) {
                reader.receive()
                pause(.milliseconds(5))
            }
            outcome.expect(reader.members.first?.hasSeen(text) ?? false, "\(text) did not reach the one who reads")
            pause(.milliseconds(1_050))
        }
        outcome.remark("\(sleepers.reduce(0) { $0 + $1.members.count }) did not read")
        return outcome
    }
}

/// A stranger who asks for a closed room by every address that it has, and over a WebSocket.
struct ForeignRooms: Attack {
    let name = "foreign-rooms"

    func run(on target: Target) throws -> Outcome {
        var outcome = Outcome(clients: 1)
        let owner = try Visitor(port: target.port).signedUp("hermit")
        let made = try owner.post("/rooms/new", ["name": "Hidden", "kind": "closed"])
        guard let room = made.values(of: "location").first else { throw Visitor.Unanswered(request: "POST /rooms/new") }
        _ = try owner.post("\(room)/messages", ["body": "a well-kept secret"])
        for path in [
            "", "/stream", "/recent", "/events", "/compose", "/live/a1-en", "/messages/1", "/members", "/files",
        ] {
            let answer = try target.member.get(room + path, fields: "Sec-Fetch-Dest: iframe\r\n")
            outcome.expect(answer.status == 404, "\(path): \(answer.status)")
            outcome.count("\(answer.status)")
        }
        let number = room.split(separator: "/").last?.prefix { $0 != "-" } ?? ""
        let messages = ["subscribe", "typing", "unsubscribe"].map { #"{"type":"\#($0)","room":\#(number),"since":0}"# }
        var crowd = Crowd(
            1, to: target.port, opening: Handshake.head(target.member), sending: messages.flatMap(Handshake.text))
        crowd.act(sending: 4096, every: .milliseconds(50), for: .seconds(2))
        guard let stranger = crowd.members.first else { throw Visitor.Unanswered(request: "GET /live") }
        outcome.expect(stranger.hasSeen("forbidden"), "the subscription was not refused")
        outcome.expect(!stranger.hasSeen("secret") && !stranger.hasSeen("Hidden"), "the stranger read the room")
        return outcome
    }
}
