#if os(Linux)
import FlyingSocks
import HTTP
import Instrumentation
import TestSupport
import Testing

@testable import Transport

/// What operators see of the sockets.
@Suite(.timeLimit(.minutes(5))) struct MetricsTests {
    private func limits(_ change: (inout ConnectionLimits) -> Void) -> ConnectionLimits {
        var limits = ConnectionLimits.patient
        change(&limits)
        return limits
    }

    @Test func `open connections are counted by what they do`() async throws {
        try await TestServer.with { server in
            let clients = try ["", "GET / H", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nsome"].map {
                try TestClient(port: server.port, sending: $0)
            }
            try await server.waits { numbers in
                [.idle, .head, .gathering].allSatisfy { numbers.open[$0] == 1 }
            }
            #expect(server.pool.metrics?.accepted == 3)
            withExtendedLifetime(clients) {}
        }
    }

    @Test func `an ended connection is an incident, of its kind`() async throws {
        let limits = limits { ($0.idle, $0.body, $0.answer) = (.milliseconds(300), .milliseconds(300), .seconds(1)) }
        try await TestServer.with(limits) { server in
            let idle = try TestClient(port: server.port)
            #expect(await idle.receiveToEnd() == "")
            let upload = try TestClient(
                port: server.port, sending: "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nsome")
            #expect(await upload.receiveToEnd() != nil)
            let reader = try TestClient(
                port: server.port, receiveBuffer: 2048, sending: "GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
            try await server.waits { $0.incidents[.slowReader] == 1 }
            #expect(server.pool.metrics?.incidents[.idle] == 1)
            #expect(server.pool.metrics?.incidents[.slowBody] == 1)
            withExtendedLifetime(reader) {}
        }
    }

    @Test func `who is not let in is an incident`() async throws {
        try await TestServer.with(limits { ($0.connectionsPerAddress, $0.connections) = (2, 2) }) { server in
            let first = try TestClient(port: server.port)
            #expect(await first.get()?.statuses == ["200"])
            let second = try TestClient(port: server.port)
            #expect(await second.get()?.statuses == ["200"])
            let third = try TestClient(port: server.port)
            try await server.waits { $0.incidents[.connectionLimit] == 1 }
            withExtendedLifetime((first, third)) {}
        }
        try await TestServer.with(limits { $0.connectionsPerAddress = 1 }) { server in
            let first = try TestClient(port: server.port)
            #expect(await first.get()?.statuses == ["200"])
            let second = try TestClient(port: server.port)
            #expect(await second.receiveToEnd() == "")
            #expect(server.pool.metrics?.incidents[.addressLimit] == 1)
            withExtendedLifetime(first) {}
        }
    }

    @Test func `requests that are worked on, and that wait, are counted`() async throws {
        let (released, release) = AsyncStream<Void>.makeStream()
        let limits = limits { $0.requests = 1 }
        let makePool: (SiteHandlers) throws -> any ServerPool = { site in
            let held = SiteHandlers(
                respond: { request in
                    _ = await released.first { true }
                    return await site.respond(request)
                }, refuse: site.refuse)
            return try makeServerPool(.reactor, limits, for: held)
        }
        try await TestServer.with(makePool) { server in
            let request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"
            let clients = try (0..<3).map { _ in try TestClient(port: server.port, sending: request) }
            try await server.waits { ($0.requests.working, $0.requests.waiting) == (1, 2) }
            for _ in clients { release.yield() }
            for client in clients { #expect(await client.receiveAnswer()?.statuses == ["200"]) }
            try await server.waits { ($0.requests.working, $0.requests.waiting) == (0, 0) }
        }
    }
}
#endif
