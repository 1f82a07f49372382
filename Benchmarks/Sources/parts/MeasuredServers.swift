@preconcurrency import Benchmark
import FlyingFox
import FlyingSocks
import Foundation
import Transport

/// Two servers with one answer of a page's size: over the site's sockets, and over FlyingFox' own.
struct MeasuredServers: Sendable {
    let own: UInt16
    let standard: UInt16
    private let tasks: [Task<Void, any Error>]

    init() async throws {
        let response = HTTPResponse(statusCode: .ok, body: Data(repeating: UInt8(ascii: "x"), count: 8000))
        let pool = try makeServerPool(
            ConnectionLimits(), for: SiteHandlers(answer: { _ in response }, refuse: { _, _ in response }))
        let server = await pool.makeServer(at: try sockaddr_in.inet(ip4: "127.0.0.1", port: 0), log: .quiet)
        let other = HTTPServer(
            address: try sockaddr_in.inet(ip4: "127.0.0.1", port: 0), logger: .disabled,
            handler: ClosureHTTPHandler { _ in response })
        tasks = [Task { try await server.run() }, Task { try await other.run() }]
        own = try await pool.waitUntilListening()
        try await other.waitUntilListening()
        guard case .ip4(_, let port) = await other.listeningAddress else {
            preconditionFailure("the server listens elsewhere")
        }
        standard = port
    }

    func stop() async {
        for task in tasks {
            task.cancel()
            _ = await task.result
        }
    }
}

func serversSuite(_ servers: MeasuredServers) -> BenchmarkSuite {
    BenchmarkSuite(name: "sockets, one request after the other") { suite in
        for (name, port) in [("our pool", servers.own), ("FlyingFox' pool", servers.standard)] {
            let client = Client(port: port)
            suite.benchmark(name) { try client.exchange() }
        }
    }
}
