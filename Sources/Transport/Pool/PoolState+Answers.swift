#if os(Linux)
import FlyingFox
import FlyingSocks
import Glibc

/// What FlyingFox's handler finds on a lane.
enum Errand: Sendable {
    case handle(HTTPRequest)
    case refuse(HTTPRequest, RequestDefect)
    case answer(HTTPResponse)
}

/// From a lane to an answer.
extension PoolState {
    /// What is to be done on a lane.
    mutating func takeErrand(_ token: UInt64) -> Errand? {
        guard let client = lane(token)?.client, let task = tasks.removeValue(forKey: client),
            let connection = self[client]
        else { return nil }
        return switch task {
        case .handle: .handle(HTTPRequest(connection, body: HTTPBodySequence()))
        case .refuse(let defect): .refuse(HTTPRequest(connection, body: HTTPBodySequence()), defect)
        case .answer(let answer): .answer(answer)
        }
    }

    private func lane(_ token: UInt64) -> Lane? {
        laneFiles[token].flatMap { lanes[$0] }
    }

    /// FlyingFox may write the answer now: the lane stands for the client. Says what the answer is to tell of the
    /// connection, if anything.
    mutating func beginAnswer(_ token: UInt64, closing: Bool) -> String? {
        guard let lane = lane(token), let connection = lane.client.flatMap({ self[$0] }) else { return nil }
        if closing || isStopping || !dropBody(of: connection) { connection.closesAfterAnswer = true }
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

    mutating func endAnswer(_ token: UInt64) {
        guard var lane = lane(token) else { return }
        lane.turnHome()
        let client = lane.client
        lane.client = nil
        lanes[lane.file] = lane
        if let connection = client.flatMap({ self[$0] }) { finish(connection) }
    }

    /// FlyingFox has given an answer up: the client is gone, or the handler has taken too long.
    mutating func failAnswer(_ token: UInt64) {
        guard let lane = lane(token) else { return }
        if let connection = lane.client.flatMap({ self[$0] }) {
            lane.cutOff(from: connection.file, with: dead)
            close(connection)
        }
        remove(lane)
        if let waiter = lane.waiter { add(.resume(waiter.continuation)) }
    }
}

/// For a handler that works in a task of its own.
extension PoolState {
    /// The request of a client, with its body or a way to read it.
    func request(of client: Connection.ID, streaming body: StreamedBody) -> HTTPRequest? {
        guard let connection = self[client] else { return nil }
        guard connection.isStreamed(limits) else {
            return HTTPRequest(connection, body: HTTPBodySequence(data: connection.gatheredData))
        }
        var count = HTTPRequest.unknownLength
        if case .length(let length) = connection.head?.framing { count = length }
        let sequence = HTTPBodySequence(from: body, count: count, suggestedBufferSize: StreamedBody.bufferSize)
        return HTTPRequest(connection, body: sequence)
    }

    mutating func give(_ answer: HTTPResponse, to client: Connection.ID) {
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
