#if os(Linux)
import FlyingFox
import FlyingSocks
import Foundation

/// What FlyingFox calls for what it reads on a ``Lane``: finds the client's request, has it answered, and lets FlyingFox
/// write the answer to the client.
struct LaneHandler: HTTPHandler {
    let pool: EventPool

    func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
        guard let token = Lane.token(in: request.path), let errand = pool.withState({ $0.takeErrand(token) }) else {
            throw SocketError.disconnected
        }
        let answer = await answer(errand)
        return pool.begin(answer, on: token)
    }

    private func answer(_ errand: Errand) async -> HTTPResponse {
        switch errand {
        case .handle(let request): await pool.site.answer(request)
        case .refuse(let request, let defect): await pool.site.refuse(request, defect)
        case .answer(let answer): answer
        }
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

    fileprivate func begin(_ answer: HTTPResponse, on token: UInt64) -> HTTPResponse {
        guard case .httpBody(let body) = answer.payload else { return answer }
        let isLast = answer.headers[.connection]?.lowercased() == "close"
        var headers = answer.headers
        headers[.connection] = withState { $0.beginAnswer(token, closing: isLast) }
        let outgoing = AnswerBody(body, on: token, of: self)
        return HTTPResponse(
            statusCode: answer.statusCode, headers: headers,
            body: HTTPBodySequence(from: outgoing, count: body.count ?? 0, suggestedBufferSize: AnswerBody.bufferSize))
    }
}

extension HTTPRequest {
    /// What a client has sent, in FlyingFox's terms. Without a head, it is the request that could not be read.
    init(_ connection: Connection, body: HTTPBodySequence) {
        let head = connection.head
        self.init(
            method: head?.method ?? .GET, version: head?.version ?? .http11,
            target: Target(path: head?.path ?? "", query: head?.query ?? ""),
            headers: head?.headers ?? [:], body: body, remoteAddress: connection.peer)
    }
}
#endif
