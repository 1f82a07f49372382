#if os(Linux)
import FlyingSocks
import Foundation
import HTTP

/// A client's connection. It belongs to the pool's state and is used under its lock.
final class Connection {
    /// Names a connection for as long as the program runs; descriptors are used again.
    struct ID: Hashable, Sendable {
        let file: Int32
        let number: UInt32
    }

    typealias Waiter = UnsafeContinuation<Void, any Error>

    let id: ID
    let peer: Peer?
    let host: HostKey
    var clock: ConnectionClock
    var input = InputBuffer()
    /// Bytes that have come in all.
    var received = 0
    /// An event has told of input that nobody has read since.
    var hasInput = false
    /// An event has told that the client sends no more than what has come.
    var endIsNear = false
    /// All that the client has sent has been read.
    var isAtEnd = false

    var scanner: HeadScanner
    var head: RequestHead?
    /// The request waits for its turn to be worked on.
    var isWaiting = false
    /// What waits for a lane.
    var task: PoolState.Task?
    var decoder = BodyDecoder.length(remaining: 0)
    var gathered: [UInt8] = []
    /// What of ``heldBytes`` the pool's sum knows.
    var countedBytes = 0
    /// The client waits for `100 Continue` before it sends the body.
    var awaitsContinue = false
    /// A handler waits for more of the body.
    var reader: Waiter?
    /// The body has come too slowly.
    var isTooSlow = false
    /// It has been ended, for what the clock said.
    var isOver = false
    /// FlyingFox waits to write more of the answer.
    var writer: Waiter?
    /// Bytes of answers may still be in the kernel.
    var mayHaveUnsent = false
    /// The connection ends with the answer that is next.
    var closesAfterAnswer = false
    var lingered = 0

    init(_ id: ID, peer: Peer?, host: HostKey, limits: HeadLimits, at now: ContinuousClock.Instant) {
        self.id = id
        self.peer = peer
        self.host = host
        clock = ConnectionClock(at: now)
        scanner = HeadScanner(limits)
    }

    var file: Int32 { id.file }

    var gatheredData: Data { Data(gathered) }

    /// What it takes of memory for what has come.
    var heldBytes: Int { input.bytes.count + gathered.count }

    /// Whether the handler reads the body as it comes.
    func isStreamed(_ limits: ConnectionLimits) -> Bool {
        switch head?.framing {
        case .chunked: true
        case .length(let count): count > limits.gatheredBytes
        case nil, .some(.none): false
        }
    }
}
#endif
