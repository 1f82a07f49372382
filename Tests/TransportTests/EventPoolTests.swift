#if os(Linux)
import FlyingSocks
import Testing
import Transport

@Suite struct EventPoolTests {
    private func limits(_ change: (inout ConnectionLimits) -> Void = { _ in }) -> ConnectionLimits {
        var limits = ConnectionLimits()
        change(&limits)
        return limits
    }

    @Test func `requests are answered one after the other on a connection`() async throws {
        try await TestServer.with(EventPool()) { server in
            let client = try TestClient(port: server.port)
            for _ in 0..<20 { #expect(await client.get()?.hasPrefix("HTTP/1.1 200") == true) }
        }
    }

    @Test func `many connections are served at once`() async throws {
        try await TestServer.with(EventPool()) { server in
            try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<100 { group.addTask { try await TestClient(port: server.port).get() } }
                for try await answer in group { #expect(answer?.hasPrefix("HTTP/1.1 200") == true) }
            }
        }
    }

    @Test func `an idle connection is ended`() async throws {
        let pool = try EventPool(limits: limits { $0.idle = .milliseconds(200) })
        try await TestServer.with(pool) { server in
            let fresh = try TestClient(port: server.port)
            let used = try TestClient(port: server.port)
            #expect(await used.get()?.hasPrefix("HTTP/1.1 200") == true)
            while let rest = await used.receive(), !rest.isEmpty {}
            #expect(await fresh.receive() == "")
        }
    }

    @Test func `a head that does not end is ended`() async throws {
        let pool = try EventPool(limits: limits { $0.head = .milliseconds(300) })
        try await TestServer.with(pool) { server in
            let slow = try TestClient(port: server.port)
            await slow.send("GET / HTTP/1.1\r\nHost:")
            #expect(await slow.receive() == "")
            let answer = try await TestClient(port: server.port).get()
            #expect(answer?.hasPrefix("HTTP/1.1 200") == true)
        }
    }

    @Test func `a body that does not come is ended`() async throws {
        let pool = try EventPool(limits: limits { $0.body = .seconds(1) })
        try await TestServer.with(pool) { server in
            let slow = try TestClient(port: server.port)
            await slow.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nsome")
            #expect(await slow.receive() == "")
        }
    }

    @Test func `a reader that does not read is ended`() async throws {
        let pool = try EventPool(limits: limits { $0.answer = .seconds(1) })
        try await TestServer.with(pool) { server in
            let slow = try TestClient(port: server.port)
            await slow.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
            try await Task.sleep(for: .seconds(4))
            var bytes = 0
            while let part = await slow.receive(), !part.isEmpty { bytes += part.utf8.count }
            #expect(bytes < 32 * 1024 * 1024)
        }
    }

    @Test func `connections beyond the limit wait until there is room`() async throws {
        let pool = try EventPool(limits: limits { $0.connections = 4 })
        try await TestServer.with(pool) { server in
            var held: [TestClient] = []
            for _ in 0..<4 {
                let client = try TestClient(port: server.port)
                #expect(await client.get()?.hasPrefix("HTTP/1.1 200") == true)
                held.append(client)
            }
            let waiting = try TestClient(port: server.port)
            async let answer = waiting.get()
            #expect(await held[0].get()?.isEmpty == false)
            held.removeFirst()
            #expect(await answer?.hasPrefix("HTTP/1.1 200") == true)
        }
    }

    @Test func `connections beyond the limit of an address are ended`() async throws {
        let pool = try EventPool(limits: limits { $0.connectionsPerAddress = 3 })
        try await TestServer.with(pool) { server in
            var held: [TestClient] = []
            for _ in 0..<3 {
                let client = try TestClient(port: server.port)
                #expect(await client.get()?.hasPrefix("HTTP/1.1 200") == true)
                held.append(client)
            }
            let refused = try TestClient(port: server.port)
            #expect(await refused.receive() == "")
            #expect(await held[0].get()?.hasPrefix("HTTP/1.1 200") == true)
        }
    }

    @Test func `nobody is let in after the end`() async throws {
        try await TestServer.with(EventPool()) { server in
            let client = try TestClient(port: server.port)
            #expect(await client.get()?.hasPrefix("HTTP/1.1 200") == true)
            server.pool.stopListening()
            #expect(throws: (any Error).self) { _ = try TestClient(port: server.port) }
        }
    }
}
#endif
