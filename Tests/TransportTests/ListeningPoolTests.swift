import FlyingFox
import Testing
import Transport

@Suite struct ListeningPoolTests {
    @Test func `the wrapped pool serves`() async throws {
        try await TestServer.with(ListeningPool(around: HTTPServer.defaultPool())) { server in
            let client = try TestClient(port: server.port)
            for _ in 0..<5 { #expect(await client.get()?.hasPrefix("HTTP/1.1 200") == true) }
        }
    }

    @Test func `it ends when it is asked to`() async throws {
        let pool = ListeningPool(around: HTTPServer.defaultPool())
        try await TestServer.with(pool) { server in
            let answer = try await TestClient(port: server.port).get()
            #expect(answer?.hasPrefix("HTTP/1.1 200") == true)
            #expect(!pool.hasStopped)
        }
        #expect(pool.hasStopped)
    }
}
