#if os(Linux)
import Foundation
import Glibc
import HTTP

/// From a handler's response to the client's socket.
///
/// One thread at a time writes to a socket, outside the lock, and claims it by `isWriting`. What the kernel does not take
/// waits in the connection's output queue until epoll reports that there is room again.
extension ReactorState {
    /// The task that handles a request can be cancelled from now on.
    mutating func keep(_ task: Task<Void, Never>, for id: Connection.ID, number: Int) {
        // The task may be done by now, and the connection be at its next request.
        guard let connection = self[id], connection.isHandled, connection.requestNumber == number else { return }
        // A stream that has begun already has a task of its own.
        guard connection.task == nil else { return }
        connection.task = task
    }

    /// From now on, this task is the one that works on the request.
    mutating func keepStream(_ task: Task<Void, Never>, for id: Connection.ID, number: Int) {
        guard let connection = self[id], connection.isHandled, connection.requestNumber == number else { return }
        connection.task = task
        if connection.hasEnded || isStopping { add(.cancel(task)) }
    }

    mutating func cancelTask(of connection: Connection) {
        if let task = connection.task { add(.cancel(task)) }
        for waiter in connection.streamWaiters { add(.fail(waiter, CancellationError())) }
        connection.streamWaiters = []
        endFollowing(connection, CancellationError())
    }

    /// How a response is sent.
    struct Framing: Sendable {
        /// The value of the `Connection` field.
        let connection: String?
        let isChunked: Bool
        let requestNumber: Int
        /// The client has left or the server stops. A stream learns that before it begins.
        let isCancelled: Bool
    }

    /// Claims the socket for the beginning of a response.
    ///
    /// - Returns: nil if the client has left.
    mutating func beginResponse(to id: Connection.ID, _ body: ResponseBody) -> Framing? {
        guard let connection = self[id] else { return nil }
        leave(id)
        guard !connection.hasEnded else {
            endHandling(connection)
            return nil
        }
        if isStopping || !skipBody(of: connection) { connection.closesAfterResponse = true }
        let isHTTP10 = connection.head?.version == .http10
        var isChunked = false
        if case .stream(let stream) = body {
            connection.clock.enter(.streaming, at: .now)
            isChunked = stream.length == nil && !isHTTP10
            // The end of the connection is the end of the body (RFC 9112, 6.3).
            if stream.length == nil, isHTTP10 { connection.closesAfterResponse = true }
            if stream.isUpgrade { upgrade(connection) }
        } else {
            connection.clock.enter(.answering, at: .now)
        }
        // A stream may last for hours, and needs nothing of the request.
        connection.head = nil
        (connection.isWriting, connection.isWritable) = (true, false)
        let field = connection.closesAfterResponse ? "close" : isHTTP10 ? "keep-alive" : nil
        return Framing(
            connection: connection.isUpgraded ? "Upgrade" : field, isChunked: isChunked && !connection.isUpgraded,
            requestNumber: connection.requestNumber, isCancelled: isStopping)
    }

    /// What comes from now on is for the stream alone. It may have begun to come already.
    private func upgrade(_ connection: Connection) {
        connection.isUpgraded = true
        connection.closesAfterResponse = true
        connection.decoder = .unframed
    }

    /// Whether the body has been read to its end, or its rest had arrived.
    private func skipBody(of connection: Connection) -> Bool {
        while !connection.decoder.isComplete {
            guard let bytes = try? connection.decoder.decode(&connection.input, atMost: .max), !bytes.isEmpty else {
                return connection.decoder.isComplete
            }
        }
        return true
    }

    /// A thread has written what the kernel took.
    ///
    /// - Parameters:
    ///   - rest: what the kernel did not take; nil when the connection is broken.
    ///   - isWhole: whether the response has no more parts, and its task is done.
    mutating func endWrite(to id: Connection.ID, rest: OutputQueue?, isWhole: Bool = false) {
        guard let connection = self[id] else { return }
        connection.isWriting = false
        if isWhole { completeResponse(of: connection) }
        guard let rest, !connection.hasEnded else {
            close(connection)
            return removeIfUnused(connection)
        }
        if rest.isEmpty { connection.isWritable = true }
        connection.output.restore(rest)
        setUnsent(connection.output.count, of: connection)
        settle(connection)
        // This much cannot wait for the next sweep.
        if unsentBytes > 2 * limits.unsentBytes { evictSlowReaders() }
    }

    /// Takes the next step for a connection with output: writes it, asks its stream for more, or continues with the next
    /// request.
    mutating func settle(_ connection: Connection) {
        guard !connection.hasEnded, !connection.isWriting else { return }
        if !connection.output.isEmpty, connection.isWritable {
            (connection.isWriting, connection.isWritable) = (true, false)
            add(.write(connection.id, connection.output))
            connection.output = OutputQueue()
        }
        if connection.unsentBytes <= limits.streamBytes / 2 {
            for waiter in connection.streamWaiters { add(.resume(waiter)) }
            connection.streamWaiters = []
        }
        guard connection.unsentBytes == 0 else { return }
        if connection.follower?.isQuiet == false { add(.deliver(connection.id)) }
        if connection.isResponseComplete { finish(connection) }
    }

    private mutating func setUnsent(_ count: Int, of connection: Connection) {
        unsentBytes += count - connection.unsentBytes
        connection.unsentBytes = count
    }

    /// All of the response has been handed over.
    private func completeResponse(of connection: Connection) {
        connection.isResponseComplete = true
        (connection.isHandled, connection.task) = (false, nil)
    }

    /// No task works on the request any more.
    private mutating func endHandling(_ connection: Connection) {
        (connection.isHandled, connection.task) = (false, nil)
        removeIfUnused(connection)
    }
}

/// The body of a response that is written while it is sent.
extension ReactorState {
    /// Takes a part of a stream.
    ///
    /// - Returns: whether the client's connection takes more now.
    mutating func append(_ part: Data, to id: Connection.ID) throws(ClientGone) -> Bool {
        guard let connection = self[id], !connection.hasEnded else { throw ClientGone() }
        connection.output.append(part)
        setUnsent(connection.unsentBytes + part.count, of: connection)
        settle(connection)
        return connection.unsentBytes <= limits.streamBytes
    }

    /// The handler of a stream waits until the client has taken more of it.
    mutating func waitForRoom(of id: Connection.ID, _ waiter: Connection.Waiter) {
        guard let connection = self[id], !connection.hasEnded else { return add(.fail(waiter, ClientGone())) }
        guard !isStopping else { return add(.fail(waiter, CancellationError())) }
        guard connection.unsentBytes > limits.streamBytes / 2 else { return add(.resume(waiter)) }
        connection.streamWaiters.append(waiter)
    }

    /// A stream is complete.
    ///
    /// - Parameter end: what marks the end of the body; nil when it has been cut short.
    mutating func endStream(to id: Connection.ID, _ end: Data?) {
        guard let connection = self[id] else { return }
        completeResponse(of: connection)
        guard let end, !connection.hasEnded else {
            close(connection)
            return removeIfUnused(connection)
        }
        // While the server stops, it goes on counting as a stream, and is ended as one: its client may never read the rest.
        if !isStopping { connection.clock.enter(.answering, at: .now) }
        connection.output.append(end)
        setUnsent(connection.unsentBytes + end.count, of: connection)
        settle(connection)
    }
}

/// After a response.
extension ReactorState {
    private mutating func finish(_ connection: Connection) {
        if connection.closesAfterResponse { return linger(connection) }
        connection.reset(limits)
        countInput(of: connection)
        connection.clock.enter(.idle, at: .now)
        advance(connection)
        if !connection.hasEnded { readOn(connection) }
    }

    /// Tells the client that the response was the last one, and lets it finish what it is sending. If the connection were
    /// closed at once, it would be reset, and the client might never see the response (RFC 9112, 9.6).
    private mutating func linger(_ connection: Connection) {
        connection.isResponseComplete = false
        Descriptor.endSending(connection.file)
        connection.clock.enter(.lingering, at: .now)
        discardInput(of: connection)
        if !connection.hasEnded { readOn(connection) }
    }

    mutating func discardInput(of connection: Connection) {
        connection.discarded += connection.input.count
        connection.input = InputBuffer()
        if connection.isAtEnd || connection.discarded > limits.lingeringBytes { close(connection) }
    }
}
#endif
