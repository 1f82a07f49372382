#if os(Linux)
import Foundation
import HTTP
import TestSupport
import Testing

@testable import Transport

/// Connections that change to another protocol.
@Suite(.timeLimit(.minutes(5))) struct UpgradeTests {
    private let request = "GET /echo HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n"

    @Test func `bytes go both ways after an upgrade`() async throws {
        let site = StreamingSite()
        try await site.serve(.patient) { server in
            let client = try TestClient(port: server.port)
            // A client may send before it has been answered.
            await client.send(request + "GET /parts HTTP/1.1\r\n\r\n")
            let head = await client.receive(until: "GET /parts HTTP/1.1\r\n\r\n")
            #expect(head.hasPrefix("HTTP/1.1 101 Switching Protocols\r\n"))
            #expect(head.contains("\r\nUpgrade: echo\r\n") && head.contains("\r\nConnection: Upgrade\r\n"))
            #expect(!head.contains("Content-Length") && !head.contains("Transfer-Encoding"))
            for text in ["one", "two"] {
                await client.send(text)
                #expect(await client.receive() == text)
            }
            client.finish()
            #expect(await client.receiveToEnd() == "")
            #expect(await site.nextEnding() == "complete")
        }
    }

    @Test func `more than fits into memory goes through`() async throws {
        try await StreamingSite().serve(.patient) { server in
            let client = try TestClient(port: server.port)
            await client.send(request)
            _ = await client.receive(until: "\r\n\r\n")
            let block = [UInt8](repeating: 0x41, count: 8 * 1024 * 1024)
            async let sent = client.send(block)
            var count = 0
            while count < block.count, let part = await client.receive(), !part.isEmpty { count += part.utf8.count }
            #expect(await sent)
            #expect(count == block.count)
        }
    }

    @Test func `a client that leaves is noticed`() async throws {
        let site = StreamingSite()
        try await site.serve(.patient) { server in
            var client: TestClient? = try TestClient(port: server.port)
            await client?.send(request)
            _ = await client?.receive(until: "\r\n\r\n")
            client?.willReset()
            client = nil
            #expect(await ["complete", "client gone"].contains(site.nextEnding()))
            try await server.waits { metrics in ConnectionPhase.allCases.allSatisfy { metrics.open[$0] == 0 } }
        }
    }

    @Test func `the server's stop is an end with last words`() async throws {
        let site = StreamingSite()
        try await site.serve(.patientToTheEnd) { server in
            let client = try TestClient(port: server.port)
            await client.send(request)
            _ = await client.receive(until: "\r\n\r\n")
            async let stopped: Void = server.pool.stop(within: .seconds(600))
            #expect(await client.receiveToEnd() == "goodbye")
            #expect(await site.nextEnding() == "cancelled")
            await stopped
        }
    }

    @Test func `FlyingFox says that it does not change protocols`() async throws {
        try await StreamingSite().serve(on: .flyingfox, .patient) { server in
            let client = try TestClient(port: server.port)
            await client.send(request)
            #expect(await client.receive(until: "\r\n\r\n").hasPrefix("HTTP/1.1 501 Not Implemented\r\n"))
        }
    }

    @Test func `an upgrade that HTTP 1_0 asks for is not seen`() async throws {
        try await TestServer.with(SiteHandlers.tellingUpgrades) { server in
            for (version, expected) in [("1.0", "none"), ("1.1", "echo")] {
                let client = try TestClient(port: server.port)
                await client.send("GET / HTTP/\(version)\r\nHost: x\r\nConnection: close\r\nUpgrade: echo\r\n\r\n")
                #expect(await client.receiveToEnd()?.hasSuffix("\r\n\r\n\(expected)") == true)
            }
        }
    }
}

extension SiteHandlers {
    /// A pool for a site that says which protocol a request asks for.
    fileprivate static func tellingUpgrades(_ site: SiteHandlers) throws -> any ServerPool {
        let answer: @Sendable (IncomingRequest) async -> OutgoingResponse = { request in
            OutgoingResponse(status: .ok, body: .bytes(Data((request.fields[.upgrade] ?? "none").utf8)))
        }
        return try makeServerPool(.reactor, .patient, for: SiteHandlers(respond: answer, refuse: site.refuse))
    }
}
#endif
