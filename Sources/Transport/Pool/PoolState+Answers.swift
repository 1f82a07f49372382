#if os(Linux)
import FlyingSocks
import Glibc
import HTTP

/// What FlyingFox's handler finds on a lane.
enum Errand: Sendable {
    case handle(IncomingRequest)
    case refuse(IncomingRequest, RequestDefect)
    case answer(OutgoingResponse)
}

/// From a lane to an answer.
extension PoolState {
    /// FlyingFox's handler begins to work on a lane: once.
    mutating func beginWork(on token: Lane.Token) -> Bool {
        guard var lane = lanes[token], lane.isNew else { return false }
        lane.isNew = false
        lanes[token] = lane
        newLanes -= 1
        return true
    }

    /// The answer of a lane is out. What is to be done next on it, if there is anything.
    mutating func takeErrand(on token: Lane.Token) throws(SocketError) -> Errand? {
        guard var lane = lanes[token] else { throw .disconnected }
        if let client = lane.client {
            lane.turnHome()
            lane.client = nil
            lanes[token] = lane
            // What the client has sent already goes to this lane and wakes no other.
            isTaking = true
            if let connection = self[client] { finish(connection) }
            isTaking = false
        }
        let errand = nextErrand(for: token)
        useFreeLanes()
        return errand
    }

    /// Waits for what is to be done next on a lane.
    mutating func wait(_ worker: UnsafeContinuation<Errand, any Error>, on token: Lane.Token) {
        guard lanes[token] != nil else { return add(.end(worker)) }
        // It may have come in the meantime.
        if let errand = nextErrand(for: token) { return add(.give(errand, worker)) }
        lanes[token]?.worker = worker
        freeLanes.append(token)
    }

    /// The next client's errand, for a lane that has none.
    mutating func nextErrand(for token: Lane.Token) -> Errand? {
        while let client = ready.popFirst() {
            guard let connection = self[client], let task = connection.task else { continue }
            connection.task = nil
            lanes[token]?.client = client
            return switch task {
            case .handle: .handle(IncomingRequest(connection))
            case .refuse(let defect): .refuse(IncomingRequest(connection), defect)
            case .answer(let answer): .answer(answer)
            }
        }
        return nil
    }

    /// FlyingFox may write the answer now: the lane stands for the client. Says what the answer is to tell of the
    /// connection, if anything.
    mutating func beginAnswer(on token: Lane.Token) throws(SocketError) -> String? {
        guard let lane = lanes[token], let connection = lane.client.flatMap({ self[$0] }) else { throw .disconnected }
        if isStopping || !dropBody(of: connection) { connection.closesAfterAnswer = true }
        leave(connection.id)
        connection.clock.enter(.answering, at: .now)
        lane.turn(to: connection.file)
        guard !connection.closesAfterAnswer else { return "close" }
        return connection.head?.version == .http11 ? nil : "keep-alive"
    }

    /// Whether the body has been read to its end, or its rest was at hand.
    private func dropBody(of connection: Connection) -> Bool {
        while !connection.decoder.isComplete {
            guard let bytes = try? connection.decoder.decode(&connection.input, atMost: .max), !bytes.isEmpty else {
                return connection.decoder.isComplete
            }
        }
        return true
    }

    /// FlyingFox has given a lane up: the client is gone, or FlyingFox is being stopped.
    mutating func fail(_ token: Lane.Token) {
        guard let lane = lanes[token] else { return }
        if let connection = lane.client.flatMap({ self[$0] }) {
            lane.cutOff(from: connection.file, with: dead)
            close(connection)
        }
        remove(lane)
    }
}

/// For a handler that works in a task of its own.
extension PoolState {
    /// The request of a client, with its body or a way to read it.
    func request(of client: Connection.ID, streaming body: StreamedBody) -> IncomingRequest? {
        guard let connection = self[client] else { return nil }
        guard connection.isStreamed(limits) else {
            return IncomingRequest(connection, body: .bytes(connection.gatheredData))
        }
        var count: Int?
        if case .length(let length) = connection.head?.framing { count = length }
        return IncomingRequest(connection, body: .stream(declaredLength: count, read: body.next))
    }

    mutating func give(_ answer: OutgoingResponse, to client: Connection.ID) {
        if self[client] != nil { hand(.answer(answer), of: client) }
    }

    enum BodyPart: Sendable {
        case bytes(ArraySlice<UInt8>)
        case end
        case wait
    }

    /// The next bytes of a body that is read as it comes.
    mutating func readBody(of client: Connection.ID) throws -> BodyPart {
        guard let connection = self[client] else { throw SocketError.disconnected }
        // From here on: what a handler has not asked for, however late it does, is not owed.
        if connection.clock.phase == .working { connection.clock.enter(.reading, at: .now) }
        while true {
            let bytes = try connection.decoder.decode(&connection.input, atMost: StreamedBody.bufferSize)
            if !bytes.isEmpty { return .bytes(bytes) }
            if connection.decoder.isComplete { return .end }
            if connection.isTooSlow { throw SocketError.timeout(message: "The body is too slow.") }
            if connection.isAtEnd { throw SocketError.disconnected }
            guard connection.hasInput else { return .wait }
            receive(connection)
        }
    }

    /// A handler waits for more of a body.
    mutating func waitForBody(of client: Connection.ID, _ reader: Connection.Waiter) {
        guard let connection = self[client] else { return add(.fail(reader, SocketError.disconnected)) }
        // It may have come in the meantime.
        guard !connection.hasInput, !connection.isTooSlow else { return add(.resume(reader)) }
        if connection.awaitsContinue { Self.sendContinue(to: connection) }
        connection.reader = reader
    }

    mutating func wakeReader(of connection: Connection) {
        guard let reader = connection.reader else { return }
        connection.reader = nil
        add(.resume(reader))
    }
}
#endif
