import Testing

@testable import Transport

/// FlyingFox on its own sockets.
@Suite struct FlyingFoxPoolTests {
    private func serve(_ body: @escaping @Sendable (TestServer) async throws -> Void) async throws {
        try await TestServer.with({ FlyingFoxPool(for: $0) }, body)
    }

    @Test func `requests are answered one after the other`() async throws {
        try await serve { server in
            let client = try TestClient(port: server.port)
            for _ in 0..<5 { #expect(await client.get()?.statuses == ["200"]) }
        }
    }

    @Test(arguments: ["Content-Length: 300000", "Transfer-Encoding: chunked"])
    func `a body that nobody has read is no request`(framing: String) async throws {
        try await serve { server in
            let client = try TestClient(port: server.port)
            let smuggled = String(repeating: "GET / HTTP/1.1\r\nHost: x\r\n\r\n", count: 300_000 / 28)
            let body =
                framing.hasPrefix("T")
                ? "\(String(smuggled.utf8.count, radix: 16))\r\n\(smuggled)\r\n0\r\n\r\n" : smuggled
            await client.send("POST /ignore HTTP/1.1\r\nHost: x\r\n\(framing)\r\n\r\n\(body)")
            client.finish()
            #expect(await client.receiveToEnd()?.statuses == ["200"])
        }
    }

    @Test func `a length that two servers could take for two is refused`() async throws {
        try await serve { server in
            let client = try TestClient(port: server.port)
            await client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: +5\r\n\r\nhello")
            client.finish()
            #expect(await client.receiveToEnd()?.statuses == ["400"])
        }
    }

    @Test func `a body arrives whole`() async throws {
        try await serve { server in
            let client = try TestClient(port: server.port)
            await client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n")
            await client.send([UInt8](repeating: 0x61, count: 100_000))
            #expect(await client.receiveAnswer()?.contains("X-Length: 100000\r\n") == true)
        }
    }
}
