#if os(Linux)
import FlyingSocks
import Foundation
import HTTP
import Logging
import TestSupport
import Testing

@testable import Transport

@Suite struct StopTests {
    @Test func `running requests are finished, idle connections ended, new ones refused`() async throws {
        let (begun, beginning) = AsyncStream<Void>.makeStream()
        let (stopped, stop) = AsyncStream<Void>.makeStream()
        var limits = ConnectionLimits.patient
        // The clients are still there when they have read their answers.
        limits.lingering = .milliseconds(100)
        let pool = try Reactor(
            limits,
            for: SiteHandlers(
                respond: { request in
                    if request.path == "/slow" {
                        beginning.yield()
                        _ = await stopped.first { true }
                    }
                    return OutgoingResponse(status: .ok, body: .bytes(Data("kk".utf8)))
                }, refuse: { _, _ in OutgoingResponse(status: .badRequest) }))
        let server = await pool.makeServer(
            at: try sockaddr_in.inet(ip4: "127.0.0.1", port: 0),
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let running = Task { try await server.run() }
        let port = try await pool.waitUntilListening()
        let (idle, slow) = (try TestClient(port: port), try TestClient(port: port))
        #expect(await idle.get()?.statuses == ["200"])
        await slow.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
        _ = await begun.first { true }
        let stopping = Task { await pool.stop(within: .seconds(60)) }
        #expect(await idle.receiveToEnd() == "")
        #expect(throws: SystemError.self) { _ = try TestClient(port: port) }
        stop.yield()
        #expect(await slow.receiveToEnd()?.contains("Connection: close") == true)
        await stopping.value
        await server.stop(timeout: 1)
        _ = await running.result
        #expect(pool.hasStopped)
    }
}
#endif
