import Foundation
import TestSupport

/// Many clients in one thread, each of which does little and slowly.
struct Crowd {
    struct Member {
        let client: ClientSocket
        /// What it sends, piece by piece.
        let script: [UInt8]
        fileprivate var sent = 0
        /// When the site ended the connection.
        fileprivate(set) var end: ContinuousClock.Instant?
        /// The beginning of what came.
        fileprivate(set) var received: [UInt8] = []
        /// The end of what came.
        fileprivate var tail: [UInt8] = []
        /// Whether a text is in the beginning of what came, or was in what came last.
        func hasSeen(_ text: String) -> Bool {
            [received, tail].contains { String(decoding: $0, as: UTF8.self).contains(text) }
        }
        /// Of the first answer that it got.
        var status: Int? { Answers(received).final.first?.status }
    }

    let start = ContinuousClock.now
    private(set) var members: [Member] = []
    /// Those who did not even get a connection.
    private(set) var refused = 0

    /// Connects `count` clients.
    ///
    /// - Parameters:
    ///   - opening: what each sends at once.
    ///   - script: what each is going to send.
    init(
        _ count: Int, to port: UInt16, receiveBuffer: Int32? = nil,
        from source: (Int) -> String = { Source.attacker($0) }, opening: String = "", sending script: [UInt8] = []
    ) {
        members.reserveCapacity(count)
        for index in 0..<count {
            do {
                // Where many got none, the rest is not waited for as long.
                let patience = Duration.milliseconds(refused < 20 ? 500 : 10)
                let client = try ClientSocket(
                    to: port, from: source(index), receiveBuffer: receiveBuffer, within: patience)
                _ = client.send(Array(opening.utf8)[...])
                members.append(Member(client: client, script: script))
            } catch { refused += 1 }
        }
    }

    var open: Int { members.count { $0.end == nil } }
    /// How long it took until the last was ended; nil while one is open.
    var lastEnd: Duration? {
        open > 0 ? nil : members.compactMap(\.end).max().map { $0 - start }
    }

    /// Lets everyone send `bytes` bytes each `pace`, and read what comes if `reads`, until all are ended or time is up.
    mutating func act(sending bytes: Int, every pace: Duration, for limit: Duration, reads: Bool = true) {
        let end = ContinuousClock.now + limit
        while open > 0, ContinuousClock.now < end {
            let next = ContinuousClock.now + pace
            for index in members.indices where members[index].end == nil {
                members[index].send(bytes)
                if reads { members[index].receive() }
            }
            // Ends are seen soon, not only when it is time to send again.
            while ContinuousClock.now < min(next, end) {
                pause(min(.milliseconds(50), min(next, end) - .now))
                if reads { receive() }
            }
        }
    }

    /// Reads what has come to everyone.
    mutating func receive() {
        for index in members.indices where members[index].end == nil { members[index].receive() }
    }

    /// Closes all but the last `count`.
    mutating func leave(_ count: Int) {
        members.removeFirst(max(0, members.count - count))
    }

    /// Says in `outcome` what became of everyone.
    func report(in outcome: inout Outcome) {
        if refused > 0 { outcome.count("refused", refused) }
        for member in members {
            outcome.count(member.status.map(String.init) ?? (member.end == nil ? "open" : "closed"))
        }
    }
}

extension Crowd.Member {
    fileprivate mutating func send(_ count: Int) {
        guard sent < script.count else { return }
        switch client.send(script[sent..<min(script.count, sent + count)]) {
        case .bytes(let count): sent += count
        case .full: break
        case .end: end = .now
        }
    }

    fileprivate mutating func receive() {
        switch client.receive() {
        case .bytes(let part):
            if received.count < 4096 { received += part }
            tail = tail.suffix(16 * 1024) + part
        case .nothing: break
        case .end: end = .now
        }
    }
}
