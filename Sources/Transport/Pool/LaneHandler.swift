#if os(Linux)
import FlyingFox
import FlyingSocks
import HTTP

/// What FlyingFox calls for what it reads on a ``Lane``, once: the answer is the lane's work.
struct LaneHandler: HTTPHandler {
    let pool: EventPool

    func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
        guard let token = Lane.Token(path: request.path), pool.withState({ $0.beginWork(on: token) }) else {
            throw SocketError.disconnected
        }
        // It has no end; a count keeps FlyingFox from putting chunks around it.
        let body = HTTPBodySequence(from: LaneAnswers(token, of: pool), count: .max)
        return HTTPResponse(statusCode: .ok, body: body)
    }
}

extension EventPool {
    /// Has a client's request answered in a task of its own, and the answer sent on the next free lane.
    func work(on client: Connection.ID) async {
        let body = StreamedBody(pool: self, client: client)
        guard let request = withState({ $0.request(of: client, streaming: body) }) else { return }
        let answer = await site.answer(request)
        withState { $0.give(answer, to: client) }
    }
}

extension IncomingRequest {
    /// What a client has sent. Without a head, it is the request that could not be read.
    init(_ connection: Connection, body: IncomingBody = .empty) {
        guard let head = connection.head else {
            self.init(body: body, peer: connection.peer)
            return
        }
        self.init(
            method: head.method, path: head.path, query: head.query, fields: head.fields, body: body,
            peer: connection.peer)
    }
}
#endif
