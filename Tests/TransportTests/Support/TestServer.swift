import FlyingSocks
import Foundation
import HTTP
import Logging
import TestSupport

@testable import Transport

/// A server on a free port that answers `ok`, and reads the body of posts.
struct TestServer: Sendable {
    let port: UInt16
    let pool: any ServerPool

    static func with(
        _ limits: ConnectionLimits = .patient, _ body: @escaping @Sendable (TestServer) async throws -> Void
    ) async throws {
        try await with({ try makeServerPool(.reactor, limits, for: $0) }, body)
    }

    static func with(
        _ makePool: (SiteHandlers) throws -> any ServerPool,
        _ body: @escaping @Sendable (TestServer) async throws -> Void
    ) async throws {
        let pool = try makePool(SiteHandlers(respond: answer, refuse: refuse))
        let server = await pool.makeServer(
            at: try sockaddr_in.inet(ip4: "127.0.0.1", port: 0),
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                do { try await server.run() } catch { if !pool.hasStopped { throw error } }
            }
            let port = try await pool.waitUntilListening()
            let result = await Result { try await body(TestServer(port: port, pool: pool)) }
            await pool.stop(within: .seconds(5))
            await server.stop(timeout: 5)
            group.cancelAll()
            try result.get()
        }
    }

    /// Waits until the pool's metrics are as they should be.
    func waits(until isTrue: (ConnectionMetrics) -> Bool) async throws {
        try await waitUntil("the metrics are as expected") { pool.metrics.map(isTrue) ?? true }
    }

    /// `/large` is 32 MB; `/slow` takes half a second; `/ignore` does not read the body; what came is in the headers.
    @Sendable private static func answer(_ request: IncomingRequest) async -> OutgoingResponse {
        var (length, failure) = (0, "")
        if request.path != "/ignore" {
            do { try await read(request.body) { length += $0 } } catch { failure = "\(error)" }
        }
        if request.path == "/slow" { try? await Task.sleep(for: .milliseconds(500)) }
        let size = request.path == "/large" ? 32 * 1024 * 1024 : 2
        let fields: ResponseFields = [
            FieldName("X-Target"): request.path + (request.query.isEmpty ? "" : "?\(request.query)"),
            FieldName("X-Length"): String(length), FieldName("X-Failure"): failure.isEmpty ? "none" : "some",
        ]
        return OutgoingResponse(
            status: .ok, fields: fields, body: .bytes(Data(repeating: UInt8(ascii: "k"), count: size)))
    }

    /// Tells the length of each part of a body, as far as it comes.
    private static func read(_ body: IncomingBody, _ tell: (Int) -> Void) async throws {
        guard case .stream(_, let next) = body else { return tell(body.declaredLength ?? 0) }
        while let part = try await next() { tell(part.count) }
    }

    @Sendable private static func refuse(_ request: IncomingRequest, _ defect: RequestError) async -> OutgoingResponse {
        OutgoingResponse(status: defect.status, body: .bytes(Data("no".utf8)))
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
