#if os(Linux)
import Testing

@testable import Transport

/// What goes right.
@Suite struct RequestFlowTests {
    @Test func `requests are answered one after the other on a connection`() async throws {
        try await TestServer.with { server in
            let client = try TestClient(port: server.port)
            for number in 0..<20 {
                #expect(await client.get("/\(number)?a")?.contains("X-Target: /\(number)?a\r\n") == true)
            }
        }
    }

    @Test func `many connections are served at once`() async throws {
        try await TestServer.with { server in
            try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<100 { group.addTask { try await TestClient(port: server.port).get() } }
                for try await response in group { #expect(response?.statuses == ["200"]) }
            }
        }
    }

    @Test func `requests sent ahead are answered in order`() async throws {
        try await TestServer.with { server in
            let client = try TestClient(port: server.port)
            let requests = (0..<50).map { "POST /\($0) HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc" }
            await client.send(requests.joined())
            client.finish()
            let answers = try #require(await client.receiveToEnd())
            let targets = answers.matches(of: /X-Target: \/(\d+)/).map { Int($0.output.1) }
            #expect(targets == Array(0..<50))
        }
    }

    @Test(arguments: [0, 1, 100, 65_536, 65_537, 3_000_000], [true, false])
    func `a body arrives whole`(length: Int, isChunked: Bool) async throws {
        try await TestServer.with { server in
            let client = try TestClient(port: server.port)
            let body = [UInt8](repeating: 0x61, count: length)
            for _ in 0..<2 {
                if isChunked {
                    await client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
                    if length > 0 {
                        await client.send(Array("\(String(length, radix: 16))\r\n".utf8) + body + [13, 10])
                    }
                    await client.send("0\r\n\r\n")
                } else {
                    await client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: \(length)\r\n\r\n")
                    await client.send(body)
                }
                #expect(await client.receiveAnswer()?.contains("X-Length: \(length)\r\n") == true)
            }
        }
    }

    @Test(arguments: [5, 100_000])
    func `a client that waits to be told so may send its body`(length: Int) async throws {
        try await TestServer.with { server in
            let client = try TestClient(port: server.port)
            await client.send("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: \(length)\r\n\r\n")
            #expect(await client.receive() == "HTTP/1.1 100 Continue\r\n\r\n")
            await client.send(String(repeating: "a", count: length))
            #expect(await client.receiveAnswer()?.contains("X-Length: \(length)\r\n") == true)
        }
    }

    @Test func `a body that nobody wants is not asked for`() async throws {
        try await TestServer.with { server in
            let client = try TestClient(port: server.port)
            await client.send(
                "POST /ignore HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 100000\r\n\r\n")
            client.finish()
            #expect(await client.receiveToEnd()?.statuses == ["200"])
        }
    }

    @Test func `HTTP 1_0 gets one answer, unless it asks for more`() async throws {
        try await TestServer.with { server in
            let once = try TestClient(port: server.port)
            await once.send("GET / HTTP/1.0\r\n\r\nGET / HTTP/1.0\r\n\r\n")
            #expect(await once.receiveToEnd()?.contains("Connection: close\r\n") == true)
            let kept = try TestClient(port: server.port)
            for _ in 0..<2 {
                await kept.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                #expect(await kept.receiveAnswer()?.contains("Connection: keep-alive\r\n") == true)
            }
        }
    }

    @Test func `a client may stop to send before it is answered`() async throws {
        try await TestServer.with { server in
            for path in ["/", "/slow"] {
                let client = try TestClient(port: server.port)
                await client.send("GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n")
                client.finish()
                #expect(await client.receiveToEnd()?.statuses == ["200"])
            }
        }
    }

    @Test func `a large answer arrives whole`() async throws {
        try await TestServer.with { server in
            let client = try TestClient(port: server.port)
            await client.send("GET /large HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            let response = try #require(await client.receiveToEnd())
            #expect(response.utf8.count { $0 == UInt8(ascii: "k") } == 32 * 1024 * 1024)
        }
    }

    @Test func `the client that goes away in the middle of an answer harms nobody`() async throws {
        try await TestServer.with { server in
            for _ in 0..<20 {
                let client = try TestClient(port: server.port)
                await client.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
                _ = await client.receive()
            }
            #expect(try await TestClient(port: server.port).get()?.statuses == ["200"])
        }
    }
}
#endif
