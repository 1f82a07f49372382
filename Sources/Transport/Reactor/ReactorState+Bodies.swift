#if os(Linux)
import Foundation
import HTTP

/// A handler takes a request and reads its body.
extension ReactorState {
    enum Call: Sendable {
        case handle(IncomingRequest)
        case refuse(IncomingRequest, RequestError)
    }

    /// A request for a task to handle. Its body is in memory, or can be read from the client.
    func call(of id: Connection.ID, reader: RequestBodyReader) -> Call? {
        guard let connection = self[id] else { return nil }
        if let defect = connection.defect { return .refuse(IncomingRequest(connection), defect) }
        guard connection.hasStreamedBody else {
            return .handle(IncomingRequest(connection, body: .bytes(Data(connection.gathered))))
        }
        var count: Int?
        if case .length(let length) = connection.head?.framing { count = length }
        return .handle(IncomingRequest(connection, body: .stream(declaredLength: count, read: reader.next)))
    }

    enum BodyPart: Sendable {
        case bytes(ArraySlice<UInt8>)
        case end
        case wait
    }

    /// The next bytes of a body that is read as it arrives.
    mutating func readBody(of id: Connection.ID) throws(RequestBodyError) -> BodyPart {
        guard let connection = self[id], !connection.hasEnded else { throw .disconnected }
        // The time starts here: the client need not send what the handler has not asked for.
        if connection.clock.phase == .working { connection.clock.enter(.reading, at: .now) }
        if connection.hasStreamedBody, !connection.gathered.isEmpty {
            defer { connection.gathered = [] }
            return .bytes(connection.gathered[...])
        }
        while true {
            let bytes = try decodeBody(of: connection)
            // All of it has come: however long the handler takes, the client is not the one who is slow.
            if connection.decoder.isComplete, connection.clock.phase == .reading {
                connection.clock.enter(.working, at: .now)
            }
            if !bytes.isEmpty { return .bytes(bytes) }
            if connection.decoder.isComplete { return .end }
            if connection.isTooSlow { throw .tooSlow }
            if connection.isAtEnd {
                // The other protocol knows whether that is its end.
                guard connection.isUpgraded else { throw .disconnected }
                return .end
            }
            guard connection.hasInput else { return .wait }
            receive(connection)
        }
    }

    private func decodeBody(of connection: Connection) throws(RequestBodyError) -> ArraySlice<UInt8> {
        do { return try connection.decoder.decode(&connection.input, atMost: RequestBodyReader.bufferSize) } catch {
            throw .malformed
        }
    }

    /// A handler waits for more of a body.
    mutating func waitForBody(of id: Connection.ID, _ waiter: Connection.Waiter) {
        guard let connection = self[id], !connection.hasEnded else {
            return add(.fail(waiter, RequestBodyError.disconnected))
        }
        // It may have arrived in the meantime.
        guard !connection.hasInput, !connection.isTooSlow else { return add(.resume(waiter)) }
        if connection.awaitsContinue { Self.sendContinue(to: connection) }
        connection.bodyWaiter = waiter
    }

    /// Has a handler that waits look again.
    mutating func wakeBodyReader(of id: Connection.ID) {
        if let connection = self[id] { wakeBodyReader(of: connection) }
    }

    mutating func wakeBodyReader(of connection: Connection) {
        guard let waiter = connection.bodyWaiter else { return }
        connection.bodyWaiter = nil
        add(.resume(waiter))
    }
}

extension IncomingRequest {
    /// What a client has sent. Without a head, it is a request that could not be parsed.
    fileprivate init(_ connection: Connection, body: IncomingBody = .empty) {
        guard let head = connection.head else {
            self.init(body: body, peer: connection.peer)
            return
        }
        self.init(
            method: head.method, path: head.path, query: head.query, fields: head.fields, body: body,
            peer: connection.peer)
        // It must be ignored there (RFC 9110, 7.8).
        if head.version == .http10 { fields.remove(.upgrade) }
    }
}
#endif
