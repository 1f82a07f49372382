#if os(Linux)
/// After an answer.
extension PoolState {
    /// The answer of a client is out.
    mutating func finish(_ connection: Connection) {
        if connection.closesAfterAnswer { return linger(connection) }
        connection.head = nil
        connection.gathered = []
        count(connection)
        connection.scanner = HeadScanner(limits.heads)
        connection.mayHaveUnsent = true
        connection.clock.enter(.idle, at: .now)
        advance(connection)
        if self[connection.id] != nil { readOn(connection) }
    }

    /// The answer is the last one. The client is told so, and may say what it has begun to say: closed at once, a
    /// connection is reset, and the client may never see the answer (RFC 9112, 9.6).
    private mutating func linger(_ connection: Connection) {
        Descriptor.endSending(connection.file)
        connection.clock.enter(.lingering, at: .now)
        dropInput(of: connection)
        if self[connection.id] != nil { readOn(connection) }
    }

    mutating func dropInput(of connection: Connection) {
        connection.lingered += connection.input.count
        connection.input = InputBuffer()
        if connection.isAtEnd || connection.lingered > limits.lingeringBytes { close(connection) }
    }
}
#endif
