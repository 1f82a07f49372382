#if os(Linux)
import Foundation
import HTTP
import Synchronization
import TestSupport
import Testing

@testable import Transport

/// What one client does is not at the expense of the others.
@Suite struct FairnessTests {
    @Test func `one address with slow bodies does not keep another's from being read`() async throws {
        var limits = ConnectionLimits.patient
        limits.uploads = 4
        try await TestServer.with(limits) { server in
            let head = "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 100000\r\n\r\n"
            let crowd = try (0..<8).map { _ in try TestClient(port: server.port, sending: head) }
            #expect(await crowd[0].receive() == "HTTP/1.1 100 Continue\r\n\r\n")
            let other = try TestClient(port: server.port, from: "127.0.0.2")
            await other.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n")
            await other.send(String(repeating: "a", count: 100_000))
            #expect(await other.receiveAnswer()?.contains("X-Length: 100000\r\n") == true)
        }
    }

    @Test func `a client that sends a hundred requests ahead waits its turn like every other`() async throws {
        var limits = ConnectionLimits.patient
        limits.requests = 1
        let site = RecordingSite()
        try await site.serve(limits) { server in
            let greedy = try await site.hold(server)
            await greedy.send(String(repeating: "GET /greedy HTTP/1.1\r\nHost: x\r\n\r\n", count: 100))
            let other = try TestClient(port: server.port)
            await other.send("GET /other HTTP/1.1\r\nHost: x\r\n\r\n")
            try await server.waits { $0.open[.working] == 2 }
            site.letGo()
            #expect(await other.receiveAnswer()?.statuses == ["200"])
            greedy.finish()
            #expect(await greedy.receiveToEnd()?.statuses.count == 101)
            let place = try #require(site.paths.firstIndex(of: "/other"))
            #expect(place <= 2)
        }
    }

    @Test func `who has gone while they waited for their turn is not worked for`() async throws {
        var limits = ConnectionLimits.patient
        limits.requests = 1
        let site = RecordingSite()
        try await site.serve(limits) { server in
            let first = try await site.hold(server)
            for _ in 0..<5 {
                let impatient = try TestClient(port: server.port)
                impatient.willReset()
                await impatient.send("GET /impatient HTTP/1.1\r\nHost: x\r\n\r\n")
            }
            let last = try TestClient(port: server.port)
            await last.send("GET /last HTTP/1.1\r\nHost: x\r\n\r\n")
            try await server.waits { $0.accepted == 7 && $0.open[.working] == 2 }
            site.letGo()
            #expect(await first.receiveAnswer()?.statuses == ["200"])
            #expect(await last.receiveAnswer()?.statuses == ["200"])
            #expect(site.paths == ["/held", "/last"])
        }
    }

    @Test func `where all connections are taken, who has many of them makes room for others`() async throws {
        var limits = ConnectionLimits.patient
        (limits.connections, limits.sparedConnections) = (8, 2)
        let site = RecordingSite()
        try await site.serve(limits) { server in
            let busy = try await site.hold(server)
            let crowd = try (0..<10).map { try TestClient(port: server.port, sending: $0 % 2 == 0 ? "" : "GET /") }
            let other = try TestClient(port: server.port, from: "127.0.0.2")
            #expect(await other.get()?.statuses == ["200"])
            site.letGo()
            #expect(await busy.receiveAnswer()?.statuses == ["200"])
            #expect(crowd.count == 10)
        }
    }

    @Test func `where no address has many, those who have been idle for a while make room`() async throws {
        var limits = ConnectionLimits.patient
        (limits.connections, limits.sparedIdle) = (3, .milliseconds(10))
        try await TestServer.with(limits) { server in
            let crowd = try (1...3).map { try TestClient(port: server.port, from: "127.0.0.\($0)") }
            #expect(await crowd[0].get()?.statuses == ["200"])
            let other = try TestClient(port: server.port, from: "127.0.0.4")
            #expect(await other.get()?.statuses == ["200"])
            #expect(await crowd[1].receiveToEnd() == "")
        }
    }

    @Test func `clients that do not read are ended when too much is kept for them`() async throws {
        var limits = ConnectionLimits.patient
        (limits.unsentBytes, limits.sparedConnections) = (80 * 1024 * 1024, 1)
        try await TestServer.with(limits) { server in
            let crowd = try (0..<4).map { _ in try TestClient(port: server.port, receiveBuffer: 2048) }
            for client in crowd {
                await client.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
                #expect(await client.receive()?.hasPrefix("HTTP/1.1 200 ") == true)
            }
            try await server.waits { $0.incidents[.evicted] >= 2 }
            let other = try TestClient(port: server.port, from: "127.0.0.2")
            #expect(await other.get()?.statuses == ["200"])
        }
    }

    @Test func `unfinished requests share a bounded memory, and short ones are always read`() async throws {
        var limits = ConnectionLimits.patient
        limits.bufferedBytes = 40_000
        let site = RecordingSite()
        try await site.serve(limits) { server in
            let field = "A: " + String(repeating: "a", count: 7000) + "\r\n"
            let start = "GET / HTTP/1.1\r\nHost: x\r\n"
            let body = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 20000\r\n\r\n"
            let (head, form) = (try TestClient(port: server.port), try TestClient(port: server.port))
            await head.send(start + field + field + field)
            await form.send(body + String(repeating: "a", count: 18_000))
            try await server.waits { $0.open[.head] == 1 && $0.open[.gathering] == 1 }
            let third = try TestClient(port: server.port)
            await third.send(start + field)
            third.finish()
            #expect(await third.receiveToEnd()?.statuses == ["503"])
            #expect(try await TestClient(port: server.port).get()?.statuses == ["200"])
            await form.send(String(repeating: "a", count: 2000))
            #expect(await form.receiveAnswer()?.statuses == ["200"])
            let fourth = try TestClient(port: server.port)
            await fourth.send(start + field + "\r\n")
            #expect(await fourth.receiveAnswer()?.statuses == ["200"])
        }
    }
}

/// A site that remembers what it was asked for, and answers `/held` when it is let go.
private final class RecordingSite: Sendable {
    private let asked = Mutex<[String]>([])
    private let (held, holding) = AsyncStream<Void>.makeStream()
    private let (gate, opening) = AsyncStream<Void>.makeStream()

    var paths: [String] { asked.withLock { $0 } }

    func serve(
        _ limits: ConnectionLimits, _ body: @escaping @Sendable (TestServer) async throws -> Void
    ) async throws {
        try await TestServer.with({ try self.makePool(limits, for: $0) }, body)
    }

    private func makePool(_ limits: ConnectionLimits, for site: SiteHandlers) throws -> Reactor {
        try Reactor(
            limits,
            for: SiteHandlers(
                respond: { request in
                    self.asked.withLock { $0.append(request.path) }
                    if request.path == "/held" {
                        self.holding.yield()
                        _ = await self.gate.first { true }
                    }
                    return OutgoingResponse(status: .ok, body: .bytes(Data("kk".utf8)))
                }, refuse: site.refuse))
    }

    /// A client whose request is worked on until ``letGo()``.
    func hold(_ server: TestServer) async throws -> TestClient {
        let client = try TestClient(port: server.port)
        await client.send("GET /held HTTP/1.1\r\nHost: x\r\n\r\n")
        _ = await held.first { true }
        return client
    }

    func letGo() { opening.yield() }
}
#endif
