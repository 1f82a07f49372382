import FlyingFox
import FlyingSocks
import Foundation
import Transport

/// A server on a free port that answers `ok`, and reads the body of posts.
struct TestServer: Sendable {
    let port: UInt16
    let pool: any ServerPool

    static func with(
        _ pool: any ServerPool, _ body: @Sendable (TestServer) async throws -> Void
    ) async throws {
        let address = try sockaddr_in.inet(ip4: "127.0.0.1", port: 0)
        let server = HTTPServer(
            config: .init(address: address, sharedRequestReplaySize: 0, pool: pool, logger: .disabled),
            handler: ReadingHandler(pool: pool))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do { try await server.run() } catch  where pool.hasStopped { return }
            }
            try await server.waitUntilListening()
            guard case .ip4(_, let port) = await server.listeningAddress else { throw SocketError.disconnected }
            let result = await Result { try await body(TestServer(port: port, pool: pool)) }
            pool.stopListening()
            await server.stop(timeout: 5)
            group.cancelAll()
            try result.get()
        }
    }
}

private struct ReadingHandler: HTTPHandler {
    let pool: any ServerPool

    func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
        guard case .ip4(let host, let port) = request.remoteAddress else { throw SocketError.disconnected }
        pool.requestBegan(from: .ip4(host, port: port))
        defer { pool.answerBegan(to: .ip4(host, port: port)) }
        var length = 0
        for try await chunk in request.bodySequence { length += chunk.count }
        let size = request.path == "/large" ? 32 * 1024 * 1024 : 2
        return HTTPResponse(statusCode: .ok, body: Data(repeating: UInt8(ascii: "k"), count: size))
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
