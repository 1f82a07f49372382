#if os(Linux)
import Glibc

/// From bytes to a request.
extension ReactorState {
    /// Reads what has arrived, as far as it is wanted now.
    mutating func readOn(_ connection: Connection) {
        while connection.hasInput {
            switch connection.clock.phase {
            case .idle, .head, .gathering:
                receive(connection)
                advance(connection)
                enforceMemoryLimit(on: connection)
            case .lingering:
                receive(connection)
                discardInput(of: connection)
            case .reading:
                return wakeBodyReader(of: connection)
            case .streaming where connection.isUpgraded:
                return wakeBodyReader(of: connection)
            case .working, .answering, .streaming:
                return
            }
            guard !connection.hasEnded else { return }
        }
    }

    /// Reads once.
    mutating func receive(_ connection: Connection) {
        switch Descriptor.receive(connection.file, into: &scratch) {
        case .bytes(let count):
            connection.received += count
            connection.input.append(scratch[..<count])
            // Less than was asked for is all there is (epoll(7)), except for the end, which no further event reports.
            connection.hasInput = count == scratch.count || connection.endIsNear
        case .end:
            connection.isAtEnd = true
            connection.hasInput = false
        case .nothingYet:
            connection.hasInput = false
        }
    }

    /// Parses the input as far as possible.
    mutating func advance(_ connection: Connection) {
        do {
            while true {
                switch connection.clock.phase {
                case .idle, .head:
                    guard try scanHead(of: connection) else { return }
                case .gathering:
                    guard try gather(connection) else { return }
                default:
                    return
                }
            }
        } catch {
            refuse(connection, error)
        }
    }

    /// Whether there is a head now.
    private mutating func scanHead(of connection: Connection) throws(RequestError) -> Bool {
        connection.input.compact()
        guard let end = try connection.scanner.scan(connection.input.bytes) else {
            if connection.isAtEnd {
                close(connection)
            } else if !connection.scanner.isBeforeRequestLine {
                connection.clock.enter(.head, at: .now)
            }
            return false
        }
        let head = try RequestHead(parsing: Array(connection.input.bytes[..<end]))
        connection.head = head
        connection.input.consume(end)
        connection.decoder = BodyDecoder(head.framing)
        connection.awaitsContinue = head.expectsContinue && connection.input.isEmpty && head.framing != .none
        if !head.keepsAlive || isStopping { connection.closesAfterResponse = true }
        if case .length(let count) = head.framing, count > limits.gatheredBytes {
            connection.hasStreamedBody = true
            enter(connection, \.uploads)
        } else {
            connection.clock.enter(.gathering, at: .now)
            if connection.awaitsContinue { Self.sendContinue(to: connection) }
        }
        return true
    }

    /// Whether the body is complete now, or turns out to be longer than what is gathered.
    private mutating func gather(_ connection: Connection) throws(RequestError) -> Bool {
        while !connection.decoder.isComplete {
            let bytes = try connection.decoder.decode(&connection.input, atMost: limits.gatheredBytes)
            guard !bytes.isEmpty else { break }
            connection.gathered.append(contentsOf: bytes)
            // It came in chunks, whose number nobody has said.
            if connection.gathered.count > limits.gatheredBytes {
                connection.hasStreamedBody = true
                enter(connection, \.uploads)
                return true
            }
        }
        if connection.decoder.isComplete {
            enter(connection, \.requests)
            return true
        }
        if connection.isAtEnd { close(connection) }
        return false
    }

    /// The client waits for this before it sends the body (RFC 9110, 10.1.1).
    static func sendContinue(to connection: Connection) {
        connection.awaitsContinue = false
        // The last response has been handed to the kernel. If its buffer is full, this is lost, and the client sends
        // the body without it.
        _ = Descriptor.send(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8), to: connection.file)
    }

    /// The request waits for its turn.
    private mutating func enter(
        _ connection: Connection, _ admission: WritableKeyPath<ReactorState, Admission<Connection.ID, HostKey>>
    ) {
        connection.clock.enter(.working, at: .now)
        switch self[keyPath: admission].enter(connection.id, of: connection.host) {
        case .now: begin(connection)
        case .later: connection.isWaiting = true
        case .never: refuse(connection, .overloaded)
        }
    }

    /// Has a task handle the request.
    private mutating func begin(_ connection: Connection) {
        connection.isWaiting = false
        connection.isHandled = true
        connection.requestNumber += 1
        add(.handle(connection.id, number: connection.requestNumber))
    }

    /// Responds to bytes that are not a request, and then ends the connection: nobody knows where the next request would
    /// begin.
    mutating func refuse(_ connection: Connection, _ defect: RequestError) {
        refused.add(defect)
        connection.clock.enter(.working, at: .now)
        connection.closesAfterResponse = true
        connection.defect = defect
        (connection.input, connection.gathered) = (InputBuffer(), [])
        countInput(of: connection)
        begin(connection)
    }

    /// The work on a request is done; the next one gets its turn.
    mutating func leave(_ id: Connection.ID) {
        let admissions: [WritableKeyPath<ReactorState, Admission<Connection.ID, HostKey>>] = [\.requests, \.uploads]
        for admission in admissions {
            var done = id
            while let next = self[keyPath: admission].leave(done) {
                if let connection = self[next], !connection.hasEnded {
                    begin(connection)
                    break
                }
                // It left while it waited.
                done = next
            }
        }
    }
}

/// The memory that unfinished requests take.
extension ReactorState {
    /// Refuses an unfinished request when all of them together take too much memory.
    private mutating func enforceMemoryLimit(on connection: Connection) {
        guard !connection.hasEnded else { return }
        countInput(of: connection)
        guard bufferedBytes > limits.bufferedBytes, connection.bufferedBytes > limits.sparedBytes,
            [.head, .gathering].contains(connection.clock.phase)
        else { return }
        refuse(connection, .overloaded)
    }

    /// Brings the sum up to date.
    mutating func countInput(of connection: Connection) {
        bufferedBytes += connection.bufferedBytes - connection.countedInput
        connection.countedInput = connection.bufferedBytes
    }
}
#endif
