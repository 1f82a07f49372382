#if os(Linux)
import FlyingSocks
import Foundation
import HTTP

/// A client's connection. It belongs to the reactor's state and is used under its lock.
final class Connection {
    /// Names a connection for as long as the program runs; descriptors are used again.
    struct ID: Hashable, Sendable {
        let file: Int32
        let number: UInt32
    }

    typealias Waiter = CheckedContinuation<Void, any Error>

    let id: ID
    let peer: Peer?
    let host: HostKey
    var clock: ConnectionClock

    // MARK: What has arrived

    var input = InputBuffer()
    /// Bytes received in all.
    var received = 0
    /// An event has announced input that has not been read since.
    var hasInput = false
    /// An event has announced that the client sends no more than what has arrived.
    var endIsNear = false
    /// All that the client has sent has been read.
    var isAtEnd = false
    /// Bytes dropped after the last response.
    var discarded = 0

    // MARK: The request

    var scanner: HeadScanner
    var head: RequestHead?
    var decoder = BodyDecoder.length(remaining: 0)
    var gathered: [UInt8] = []
    /// The handler reads the body as it arrives, after what is gathered.
    var hasStreamedBody = false
    /// The part of ``bufferedBytes`` that the reactor's sum includes.
    var countedInput = 0
    /// The client waits for `100 Continue` before it sends the body.
    var awaitsContinue = false
    /// Why the request is not handed to a handler.
    var defect: RequestError?
    /// The request waits for its turn.
    var isWaiting = false
    /// Counts requests, so that a task is never taken for that of a later request.
    var requestNumber = 0
    /// A task works on the request. The connection is kept until the task has finished with it.
    var isHandled = false
    var task: Task<Void, Never>?
    /// The handler waits for more of the body.
    var bodyWaiter: Waiter?
    /// The body has come too slowly.
    var isTooSlow = false

    // MARK: The response

    var output = OutputQueue()
    /// Bytes in ``output`` and with a thread that writes.
    var unsentBytes = 0
    /// A thread writes to the socket, outside the lock. The descriptor is not closed until it has finished.
    var isWriting = false
    /// The kernel takes more, as far as is known.
    var isWritable = true
    /// All of the response has been handed over.
    var isResponseComplete = false
    /// The tasks of a stream that wait until more can be sent.
    var streamWaiters: [Waiter] = []
    /// What the rest of a stream comes from.
    var follower: Follower?
    /// The connection speaks another protocol than HTTP, and its stream reads what comes.
    var isUpgraded = false
    /// Bytes of responses may still be in the kernel.
    var mayHaveUnacknowledged = false
    /// The connection ends with the current response, or the next one.
    var closesAfterResponse = false

    /// The connection is over. It is removed when no task and no thread uses it.
    var hasEnded = false

    init(_ id: ID, peer: Peer?, host: HostKey, limits: HeadLimits, at now: ContinuousClock.Instant) {
        self.id = id
        self.peer = peer
        self.host = host
        clock = ConnectionClock(at: now)
        scanner = HeadScanner(limits)
    }

    var file: Int32 { id.file }

    /// The memory that input takes.
    var bufferedBytes: Int { input.bytes.count + gathered.count }

    var isStreaming: Bool { clock.phase == .streaming }

    /// Gets ready for the next request.
    func reset(_ limits: ConnectionLimits) {
        head = nil
        defect = nil
        gathered = []
        hasStreamedBody = false
        scanner = HeadScanner(limits.heads)
        isResponseComplete = false
        isTooSlow = false
        mayHaveUnacknowledged = true
    }
}
#endif
