#if os(Linux)
import CTransport
import FlyingSocks
import Glibc

/// A connection of FlyingFox's, in process, over which it is given one request after the other.
///
/// FlyingFox reads a request line of ours that names the lane, and calls the handler, which finds the client's request
/// there. For the answer its descriptor stands for the client's socket, so that it writes to the client itself, and
/// then for the lane again. So it never reads what a client has sent.
struct Lane {
    typealias Waiter = Connection.Waiter

    /// A secret: other programs of this machine could connect to FlyingFox too.
    let token: UInt64
    /// FlyingFox's descriptor.
    let file: Int32
    /// What `file` stands for when it does not stand for a client.
    private let home: Int32
    /// Our end.
    private let end: Int32

    /// FlyingFox, which waits for a request, and the number by which a cancellation knows its own wait.
    var waiter: (continuation: Waiter, ticket: UInt64)?
    /// Whose request is on the lane.
    var client: Connection.ID?

    init(file: Int32, end: Int32) throws {
        token = .random(in: .min ... .max)
        self.file = file
        self.end = end
        home = try Descriptor.duplicate(file)
    }

    /// Lets FlyingFox read a request.
    func announce() -> Bool {
        Descriptor.send(Array("GET /\(token) HTTP/1.1\n\n".utf8), to: end)
    }

    /// The lane that a request's path names.
    static func token(in path: String) -> UInt64? {
        UInt64(path.dropFirst())
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
