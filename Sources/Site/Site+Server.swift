import FlyingFox
import FlyingSocks
import Foundation
import Logging

extension Site {
    /// The server's limit for a handler, in seconds: above every deadline of ours, as an answer of the server's own
    /// would leave an unread body on the connection.
    private static let handlerTimeout: TimeInterval = 60

    /// A server that answers with this site at `address`, over the sockets of `pool`.
    public func server(at address: some SocketAddress, over pool: any AsyncSocketPool, log: Logger) -> HTTPServer {
        var configuration = HTTPServer.Configuration(
            address: address, timeout: Self.handlerTimeout, sharedRequestBufferSize: RequestBody.readAhead, pool: pool,
            logger: ServerLogger(log: log))
        // Bodies are read once, as a stream, never kept by the server.
        configuration.sharedRequestReplaySize = 0
        return HTTPServer(config: configuration, handler: self)
    }
}
