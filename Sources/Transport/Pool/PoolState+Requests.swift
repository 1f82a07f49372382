#if os(Linux)
import Glibc

/// From bytes to a request.
extension PoolState {
    /// Reads what has come, as far as somebody wants it now.
    mutating func readOn(_ connection: Connection) {
        while connection.hasInput {
            switch connection.clock.phase {
            case .idle, .head, .gathering:
                receive(connection)
                advance(connection)
                bound(connection)
            case .lingering:
                receive(connection)
                dropInput(of: connection)
            case .reading:
                wakeReader(of: connection)
                return
            case .working, .answering:
                return
            }
            guard self[connection.id] != nil else { return }
        }
    }

    /// Reads once.
    mutating func receive(_ connection: Connection) {
        switch Descriptor.receive(connection.file, into: &scratch) {
        case .bytes(let count):
            connection.received += count
            connection.input.append(scratch[..<count])
            // What is less than was asked for is all there is (epoll(7)), but for the end, of which no event tells again.
            connection.hasInput = count == scratch.count || connection.endIsNear
        case .end:
            connection.isAtEnd = true
            connection.hasInput = false
        case .nothingYet:
            connection.hasInput = false
        }
    }

    /// Makes of the input what can be made of it.
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
    private mutating func scanHead(of connection: Connection) throws(RequestDefect) -> Bool {
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
        if !head.keepsAlive || isStopping { connection.closesAfterAnswer = true }
        if connection.isStreamed(limits) {
            enter(connection, \.uploads)
        } else {
            connection.clock.enter(.gathering, at: .now)
            if connection.awaitsContinue { Self.sendContinue(to: connection) }
        }
        return true
    }

    /// Whether the body is complete now.
    private mutating func gather(_ connection: Connection) throws(RequestDefect) -> Bool {
        while !connection.decoder.isComplete {
            let bytes = try connection.decoder.decode(&connection.input, atMost: limits.gatheredBytes)
            guard !bytes.isEmpty else { break }
            connection.gathered.append(contentsOf: bytes)
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
        Descriptor.send("HTTP/1.1 100 Continue\r\n\r\n", to: connection.file)
    }

    /// The request waits for its turn.
    private mutating func enter(
        _ connection: Connection, _ admission: WritableKeyPath<PoolState, Admission<Connection.ID, HostKey>>
    ) {
        connection.clock.enter(.working, at: .now)
        switch self[keyPath: admission].enter(connection.id, of: connection.host) {
        case .now: begin(connection)
        case .later: connection.isWaiting = true
        case .never: refuse(connection, .overloaded)
        }
    }

    /// A handler is to have the request. FlyingFox calls it, unless it may take longer than FlyingFox lets a handler:
    /// to read a body as it comes, or to change something, which waits its turn in queues and must not be cut short.
    private mutating func begin(_ connection: Connection) {
        connection.isWaiting = false
        if connection.head?.method.isSafe == true, !connection.isStreamed(limits) {
            hand(.handle, of: connection.id)
        } else {
            add(.work(connection.id))
        }
    }

    /// Answers what is no request, and then ends the connection: nobody knows where the next one would begin.
    mutating func refuse(_ connection: Connection, _ defect: RequestDefect) {
        refused.add(defect)
        connection.clock.enter(.working, at: .now)
        connection.closesAfterAnswer = true
        (connection.input, connection.gathered) = (InputBuffer(), [])
        count(connection)
        hand(.refuse(defect), of: connection.id)
    }

    /// The work on a request is done, or has ended: the next one has its turn.
    mutating func leave(_ id: Connection.ID) {
        let admissions: [WritableKeyPath<PoolState, Admission<Connection.ID, HostKey>>] = [\.requests, \.uploads]
        for admission in admissions {
            var done = id
            while let next = self[keyPath: admission].leave(done) {
                if let connection = self[next] {
                    begin(connection)
                    break
                }
                // It has gone while it waited.
                done = next
            }
        }
    }
}
#endif
