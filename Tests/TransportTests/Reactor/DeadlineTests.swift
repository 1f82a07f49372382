#if os(Linux)
import TestSupport
import Testing

@testable import Transport

/// What takes too long, or too much.
@Suite struct DeadlineTests {
    private func limits(_ change: (inout ConnectionLimits) -> Void) -> ConnectionLimits {
        var limits = ConnectionLimits.patient
        change(&limits)
        return limits
    }

    @Test func `an idle connection is ended`() async throws {
        try await TestServer.with(limits { $0.idle = .milliseconds(200) }) { server in
            let fresh = try TestClient(port: server.port)
            let used = try TestClient(port: server.port, sending: "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(await used.receiveAnswer()?.statuses == ["200"])
            #expect(await used.receiveToEnd() == "")
            #expect(await fresh.receiveToEnd() == "")
        }
    }

    @Test(arguments: ["G", "GET / HTTP/1.1\r\nHost:", "GET / HTTP/1.1\r\nHost: x\r\n"])
    func `a head that does not end is ended`(start: String) async throws {
        try await TestServer.with(limits { $0.head = .milliseconds(300) }) { server in
            let slow = try TestClient(port: server.port)
            await slow.send(start)
            #expect(await slow.receiveToEnd()?.statuses == ["408"])
            #expect(try await TestClient(port: server.port).get()?.statuses == ["200"])
        }
    }

    @Test func `a short body that does not come is refused`() async throws {
        try await TestServer.with(limits { $0.body = .milliseconds(300) }) { server in
            let slow = try TestClient(port: server.port)
            await slow.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nsome")
            #expect(await slow.receiveToEnd()?.statuses == ["408"])
        }
    }

    @Test func `a handler learns that a long body does not come`() async throws {
        try await TestServer.with(limits { $0.body = .milliseconds(300) }) { server in
            let slow = try TestClient(port: server.port)
            await slow.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nsome")
            #expect(await slow.receiveToEnd()?.contains("X-Failure: some") == true)
        }
    }

    @Test func `a client is not slow while a handler works on what it has sent`() async throws {
        try await TestServer.with(limits { $0.body = .milliseconds(100) }) { server in
            let client = try TestClient(port: server.port)
            let body = String(repeating: "x", count: 100_000)
            for path in ["/slow", "/"] {
                await client.send(
                    "POST \(path) HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
                let answer = await client.receiveAnswer()
                #expect(answer?.statuses == ["200"] && answer?.contains("X-Length: 100000") == true, "\(path)")
                #expect(answer?.contains("X-Failure: none") == true, "\(path)")
            }
            #expect(server.pool.metrics?.incidents[.slowBody] == 0)
        }
    }

    @Test(arguments: ["/large", "/"])
    func `a reader that does not read is ended`(path: String) async throws {
        let limits = limits { ($0.answer, $0.idle) = (.milliseconds(500), .seconds(30)) }
        try await TestServer.with(limits) { server in
            let slow = try TestClient(port: server.port, receiveBuffer: 2048)
            let request = "GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n"
            // So many small answers fill the buffers too.
            await slow.send(String(repeating: request, count: path == "/" ? 5000 : 1))
            var bytes = await slow.receive()?.utf8.count ?? 0
            try await Task.sleep(for: .seconds(3))
            while let part = await slow.receive(), !part.isEmpty { bytes += part.utf8.count }
            #expect(bytes < 32 * 1024 * 1024)
            #expect(try await TestClient(port: server.port).get()?.statuses == ["200"])
        }
    }

    @Test func `connections beyond the limit wait until there is room`() async throws {
        // Without a limit for each address, no idle connection is closed to make room.
        try await TestServer.with(limits { ($0.connections, $0.connectionsPerAddress) = (4, nil) }) { server in
            var held: [TestClient] = []
            for _ in 0..<4 {
                let client = try TestClient(port: server.port)
                #expect(await client.get()?.statuses == ["200"])
                held.append(client)
            }
            let waiting = try TestClient(port: server.port)
            async let response = waiting.get()
            #expect(await held[0].get()?.statuses == ["200"])
            held.removeFirst()
            #expect(await response?.statuses == ["200"])
        }
    }

    @Test func `connections beyond the limit of an address are ended`() async throws {
        try await TestServer.with(limits { $0.connectionsPerAddress = 3 }) { server in
            var held: [TestClient] = []
            for _ in 0..<3 {
                let client = try TestClient(port: server.port)
                #expect(await client.get()?.statuses == ["200"])
                held.append(client)
            }
            let refused = try TestClient(port: server.port)
            #expect(await refused.receiveToEnd() == "")
            #expect(await held[0].get()?.statuses == ["200"])
        }
    }

    @Test func `after a refusal so much is dropped, and no more`() async throws {
        let limits = limits { ($0.lingeringBytes, $0.lingering) = (100_000, .seconds(20)) }
        try await TestServer.with(limits) { server in
            let client = try TestClient(port: server.port)
            await client.send("bad\r\n")
            #expect(await !client.send([UInt8](repeating: 0x61, count: 64 * 1024 * 1024)))
        }
    }
}
#endif
