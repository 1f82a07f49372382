import Foundation

/// What came of sending some bytes on a connection.
struct Exchange: Sendable {
    enum Ending: Sendable {
        /// The other side ended the connection.
        case closed
        /// It did not.
        case open
    }

    var received: [UInt8] = []
    var sent = 0
    var ending = Ending.open
    var duration = Duration.zero

    func answers(toHead isHead: Bool = false) -> Answers {
        Answers(received, toHead: isHead)
    }
}

/// How an exchange is made.
struct Manner: Sendable {
    /// It is given up after this.
    var limit: Duration = .seconds(5)
    /// When all is sent and nothing has come for so long, nothing will.
    var quiet: Duration = .seconds(5)
    /// Where to cut between two writes, as offsets; each write is all that the kernel takes otherwise.
    var cuts: [Int] = []
    /// Whether the end of what we send is told by a half-closed connection.
    var finishes = false
}

extension RawClient {
    /// Sends all of `bytes` and reads what comes meanwhile and after, until the connection ends.
    func exchange(_ bytes: [UInt8], _ manner: Manner = Manner()) -> Exchange {
        var exchange = Exchange()
        let start = ContinuousClock.now
        var lastNews = start
        var cuts = manner.cuts[...]
        while exchange.ending == .open {
            let now = ContinuousClock.now
            let isSending = exchange.sent < bytes.count
            if now - start > manner.limit || !isSending && now - lastNews > manner.quiet { break }
            wait(to: isSending ? POLLIN | POLLOUT : POLLIN, for: .milliseconds(20))
            if isSending {
                while let cut = cuts.first, cut <= exchange.sent { cuts.removeFirst() }
                if case .bytes = pass(bytes[exchange.sent..<min(cuts.first ?? bytes.count, bytes.count)], to: &exchange)
                {
                    lastNews = .now
                    if exchange.sent == bytes.count, manner.finishes { finishSending() }
                }
            }
            if collect(into: &exchange) { lastNews = .now }
        }
        exchange.duration = .now - start
        return exchange
    }

    private func pass(_ bytes: ArraySlice<UInt8>, to exchange: inout Exchange) -> Sent {
        let sent = send(bytes)
        if case .bytes(let count) = sent { exchange.sent += count }
        return sent
    }

    /// Whether something came. What had come before a reset is still read.
    private func collect(into exchange: inout Exchange) -> Bool {
        switch receive() {
        case .bytes(let part): exchange.received += part
        case .nothing: return false
        case .end: exchange.ending = .closed
        }
        return true
    }
}

extension RawClient {
    /// One exchange on a connection of its own; nil where there is no connection to be had.
    static func exchange(
        _ bytes: [UInt8], with port: UInt16, from source: String, _ manner: Manner = Manner()
    ) -> Exchange? {
        try? RawClient(to: port, from: source).exchange(bytes, manner)
    }
}
