import Foundation
import TestSupport

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
    /// Whether the end of what we send is told by a half-closed connection, once nothing more comes.
    var finishes = false

    /// Long enough for what is ready to be answered, and short enough to be made thousands of times.
    fileprivate static let hesitation = Duration.milliseconds(30)

    /// The end of the piece that begins at `offset`.
    fileprivate func cut(after offset: Int, of count: Int) -> Int {
        cuts.first { $0 > offset } ?? count
    }
}

extension ClientSocket {
    /// Sends all of `bytes` and reads what comes meanwhile and after, until the connection ends.
    func exchange(_ bytes: [UInt8], _ manner: Manner = Manner()) -> Exchange {
        var exchange = Exchange()
        let start = ContinuousClock.now
        var (lastNews, hasFinished) = (start, !manner.finishes)
        while exchange.ending == .open, ContinuousClock.now - start < manner.limit {
            let isSending = exchange.sent < bytes.count
            let silence = ContinuousClock.now - lastNews
            if !isSending, silence > manner.quiet { break }
            if !isSending, !hasFinished, silence > Manner.hesitation {
                finishSending()
                hasFinished = true
            }
            wait(to: isSending ? POLLIN | POLLOUT : POLLIN, for: .milliseconds(20))
            let hasSent = isSending && pass(bytes, manner, to: &exchange)
            let hasReceived = collect(into: &exchange)
            if hasSent || hasReceived { lastNews = .now }
        }
        exchange.duration = .now - start
        return exchange
    }

    /// Sends what the kernel takes, or as much as is to go at once; says whether that was anything.
    private func pass(_ bytes: [UInt8], _ manner: Manner, to exchange: inout Exchange) -> Bool {
        let cut = manner.cut(after: exchange.sent, of: bytes.count)
        guard case .bytes(let count) = send(bytes[exchange.sent..<cut]) else { return false }
        exchange.sent += count
        // So that the other side reads the pieces one by one.
        if exchange.sent == cut, cut < bytes.count { pause(.milliseconds(1)) }
        return count > 0
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

extension ClientSocket {
    /// One exchange on a connection of its own; nil where there is no connection to be had.
    static func exchange(
        _ bytes: [UInt8], with port: UInt16, from source: String, _ manner: Manner = Manner()
    ) -> Exchange? {
        try? ClientSocket(to: port, from: source).exchange(bytes, manner)
    }
}
