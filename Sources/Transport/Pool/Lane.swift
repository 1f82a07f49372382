#if os(Linux)
import CTransport
import FlyingSocks
import Glibc

/// A connection of FlyingFox's, in process, on which it answers one client after the other.
///
/// FlyingFox reads a request of ours that names the lane, and calls the handler, whose answer are the clients'
/// (``LaneAnswers``). For each its descriptor stands for the client's socket, so that it writes to the client itself,
/// and then for the lane again. So it never reads what a client has sent.
struct Lane {
    typealias Waiter = Connection.Waiter

    /// A secret that names a lane: other programs of this machine could connect to FlyingFox too.
    struct Token: Hashable, Sendable {
        private let value: UInt64

        static func random() -> Token { Token(value: .random(in: .min ... .max)) }

        private init(value: UInt64) {
            self.value = value
        }

        /// The token that the path of a request names.
        init?(path: String) {
            guard let value = UInt64(path.dropFirst()) else { return nil }
            self.value = value
        }

        fileprivate var request: [UInt8] { Array("GET /\(value) HTTP/1.1\n\n".utf8) }
    }

    let token: Token
    /// FlyingFox's descriptor.
    let file: Int32
    /// What `file` stands for when it does not stand for a client.
    private let home: Int32
    /// Our end.
    private let end: Int32

    /// FlyingFox's handler has not asked for work yet.
    var isNew = true
    /// FlyingFox, which waits to read, and the number by which a cancellation knows its own wait.
    var reader: (continuation: Waiter, ticket: UInt64)?
    /// The answers, which wait for work.
    var worker: UnsafeContinuation<Errand, any Error>?
    /// Whose request is on the lane.
    var client: Connection.ID?

    init(file: Int32, end: Int32) throws {
        token = .random()
        self.file = file
        self.end = end
        home = try Descriptor.duplicate(file)
    }

    /// Lets FlyingFox read a request.
    func announce() -> Bool {
        Descriptor.send(token.request, to: end)
    }

    /// FlyingFox's descriptor stands for the client's socket from now on.
    func turn(to client: Int32) {
        _ = roost_replace(file, client)
    }

    /// FlyingFox's descriptor stands for the lane again.
    func turnHome() {
        _ = roost_replace(file, home)
    }

    /// FlyingFox's descriptor, which stands for the client's socket, stands for one at its end from now on.
    func cutOff(from client: Int32, with dead: Int32) {
        // It may have been closed by now, and be another's.
        if Descriptor.areSame(file, client) || Descriptor.areSame(file, home) { _ = roost_replace(file, dead) }
    }

    /// FlyingFox sees the end of the connection, and closes its side.
    func close() {
        _ = Glibc.close(end)
        _ = Glibc.close(home)
    }
}
#endif
