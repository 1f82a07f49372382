import FlyingFox
import FlyingSocks
import Foundation
import Logging

extension Site {
    /// The server's limit for a handler, in seconds: above every deadline of ours, as an answer of the server's own
    /// would leave an unread body on the connection.
    private static let handlerTimeout: TimeInterval = 60

    /// A server that answers with this site at `address`, over the sockets of `pool`.
    public func server(
        at address: some SocketAddress, over pool: any AsyncSocketPool, log: Logger
    ) async -> HTTPServer {
        var configuration = HTTPServer.Configuration(
            address: address, timeout: Self.handlerTimeout, sharedRequestBufferSize: RequestBody.readAhead, pool: pool,
            logger: ServerLogger(log: log))
        // Bodies are read once, as a stream, never kept by the server.
        configuration.sharedRequestReplaySize = 0
        let server = HTTPServer(config: configuration, handler: self)
        await server.appendRoute("*", for: Self.registeredMethods, to: self)
        return server
    }

    /// FlyingFox hands its handler the methods of RFC 9110 and PATCH only; others it answers itself, and leaves their
    /// bodies on the connection. These are the others of IANA's registry, so that they come to us.
    private static let registeredMethods = [
        "ACL", "BASELINE-CONTROL", "BIND", "CHECKIN", "CHECKOUT", "COPY", "LABEL", "LINK", "LOCK", "MERGE",
        "MKACTIVITY", "MKCALENDAR", "MKCOL", "MKREDIRECTREF", "MKWORKSPACE", "MOVE", "ORDERPATCH", "PRI", "PROPFIND",
        "PROPPATCH", "QUERY", "REBIND", "REPORT", "SEARCH", "UNBIND", "UNCHECKOUT", "UNLINK", "UNLOCK", "UPDATE",
        "UPDATEREDIRECTREF", "VERSION-CONTROL",
    ].map { HTTPMethod($0) }
}
