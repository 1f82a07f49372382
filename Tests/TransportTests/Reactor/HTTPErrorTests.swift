#if os(Linux)
import Foundation
import HTTP
import TestSupport
import Testing

@testable import Transport

/// What is no request is answered once, and then the connection ends.
@Suite struct HTTPErrorTests {
    private func answers(_ bytes: String, _ limits: ConnectionLimits = ConnectionLimits()) async throws -> [String] {
        let found = Found()
        try await TestServer.with(limits) { server in
            let client = try TestClient(port: server.port)
            await client.send(bytes)
            client.finish()
            found.set(try #require(await client.receiveToEnd()).statuses)
        }
        return found.statuses
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\n\n", "400"), ("GET / HTTP/1.1\r\n\r\n", "400"), ("GET * HTTP/1.1\r\nHost: x\r\n\r\n", "400"),
        ("GET / HTTP/2.0\r\nHost: x\r\n\r\n", "505"), ("\u{16}\u{3}\u{1}\u{2}", "400"),
        ("GET / HTTP/1.1\r\nHost: x\r\nExpect: a\r\n\r\n", "417"),
        ("GET /" + String(repeating: "a", count: 9000) + " HTTP/1.1\r\nHost: x\r\n\r\n", "414"),
        ("GET / HTTP/1.1\r\nHost: x\r\nA: " + String(repeating: "a", count: 9000) + "\r\n\r\n", "431"),
        ("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: +1\r\n\r\na", "400"),
    ])
    func `a defect has its status`(bytes: String, status: String) async throws {
        #expect(try await answers(bytes + "GET / HTTP/1.1\r\nHost: x\r\n\r\n") == [status])
    }

    @Test func `what came before a defect is answered`() async throws {
        let good = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"
        #expect(try await answers(good + good + "bad\r\n\r\n" + good) == ["200", "200", "400"])
    }

    @Test(arguments: ["Content-Length: 3000000", "Transfer-Encoding: chunked"])
    func `a body that nobody has read is no request`(framing: String) async throws {
        let smuggled = String(repeating: "GET / HTTP/1.1\r\nHost: x\r\n\r\n", count: 3_000_000 / 28)
        let body =
            framing.hasPrefix("T") ? "\(String(smuggled.utf8.count, radix: 16))\r\n\(smuggled)\r\n0\r\n\r\n" : smuggled
        let post = "POST /ignore HTTP/1.1\r\nHost: x\r\n\(framing)\r\n\r\n"
        #expect(try await answers(post + body) == ["200"])
    }

    @Test func `a short body that nobody has read is dropped`() async throws {
        let post = "POST /ignore HTTP/1.1\r\nHost: x\r\nContent-Length: 28\r\n\r\n"
        let request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"
        #expect(try await answers(post + request + request) == ["200", "200"])
    }

    @Test(arguments: ["3\r\nabcd\r\n0\r\n\r\n", "zz\r\n"])
    func `a handler learns that a body is broken, and the connection ends`(chunks: String) async throws {
        try await TestServer.with { server in
            let client = try TestClient(port: server.port)
            // Longer than what is gathered before a handler has it.
            let long = "30000\r\n\(String(repeating: "x", count: 0x30000))\r\n"
            await client.send(
                "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n\(long)\(chunks)GET / HTTP/1.1\r\n\r\n"
            )
            client.finish()
            let response = try #require(await client.receiveToEnd())
            #expect(response.statuses == ["200"])
            #expect(response.contains("X-Failure: some"))
        }
    }

    @Test(arguments: ["3\r\nabcd\r\n0\r\n\r\n", "zz\r\n"])
    func `a short body that is broken is refused before a handler has it`(chunks: String) async throws {
        let post = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        #expect(try await answers(post + chunks + "GET / HTTP/1.1\r\n\r\n") == ["400"])
    }

    @Test func `slow bodies in short chunks take no place of an upload`() async throws {
        var limits = ConnectionLimits.patient
        limits.uploads = 1
        try await TestServer.with(limits) { server in
            let slow = try (0..<3).map { _ in try TestClient(port: server.port) }
            for client in slow {
                await client.send("POST /count HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
            }
            let client = try TestClient(port: server.port)
            let body = String(repeating: "x", count: 100_000)
            await client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
            client.finish()
            #expect(try #require(await client.receiveToEnd()).statuses == ["200"])
            for client in slow {
                await client.send("0\r\n\r\n")
                client.finish()
                #expect(try #require(await client.receiveToEnd()).statuses == ["200"])
            }
        }
    }

    @Test func `a request beyond those that may wait is refused, and the others are answered`() async throws {
        var limits = ConnectionLimits.patient
        (limits.requests, limits.waitingRequests) = (1, 1)
        let (begun, beginning) = AsyncStream<Void>.makeStream()
        let (opened, opening) = AsyncStream<Void>.makeStream()
        let makePool: @Sendable (SiteHandlers) throws -> any ServerPool = { [limits] site in
            let answer: @Sendable (IncomingRequest) async -> OutgoingResponse = { request in
                if request.path == "/held" {
                    beginning.yield()
                    _ = await opened.first { true }
                }
                return OutgoingResponse(status: .ok, body: .bytes(Data("kk".utf8)))
            }
            return try makeServerPool(.reactor, limits, for: SiteHandlers(respond: answer, refuse: site.refuse))
        }
        try await TestServer.with(makePool) { server in
            let first = try TestClient(port: server.port, sending: "GET /held HTTP/1.1\r\nHost: x\r\n\r\n")
            _ = await begun.first { true }
            let second = try TestClient(port: server.port, sending: "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            try await server.waits { $0.requests.waiting == 1 }
            let third = try TestClient(port: server.port, sending: "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            #expect(await third.receiveToEnd()?.statuses == ["503"])
            opening.yield()
            #expect(await first.receiveAnswer()?.statuses == ["200"])
            #expect(await second.receiveAnswer()?.statuses == ["200"])
        }
    }
}

import Synchronization

private final class Found: Sendable {
    private let value = Mutex<[String]>([])
    var statuses: [String] { value.withLock { $0 } }
    func set(_ statuses: [String]) { value.withLock { $0 = statuses } }
}
#endif
